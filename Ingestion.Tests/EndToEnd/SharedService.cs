using Simulators.BrightData;
using Xunit;

namespace Ingestion.Tests.EndToEnd;

/// <summary>One service for the tests of a class, which then leave each other's crawls alone.</summary>
public class SharedService : IAsyncLifetime
{
    internal Service Service { get; private set; } = null!;

    internal virtual SimulatorOptions? Provider => null;

    internal virtual (string Name, string Value)[] Settings => [];

    public async Task InitializeAsync() => Service = await Service.StartAsync(Provider, Settings);

    public Task DisposeAsync() => Service.DisposeAsync().AsTask();
}
