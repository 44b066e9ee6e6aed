using Simulators.Platforms;
using Xunit;

namespace Ingestion.Tests.Accounts;

/// <summary>A running service in front of simulated platforms, with an application at TikTok and X.</summary>
public sealed class ConnectedService : AccountService, IAsyncLifetime
{
    public PlatformsSimulator Platforms { get; private set; } = null!;

    internal override (string Name, string Value)[] Settings =>
    [
        .. base.Settings,
        ("PLATFORM_GATEWAY_URL", Platforms.BaseUrl),
        ("TikTok__ClientId", "app-1"), ("TikTok__ClientSecret", PlatformsOptions.ClientSecret),
        ("X__ClientId", "app-1"), ("X__ClientSecret", PlatformsOptions.ClientSecret),
    ];

    async Task IAsyncLifetime.InitializeAsync()
    {
        Platforms = await PlatformsSimulator.StartAsync(new PlatformsOptions(), CancellationToken.None);
        await InitializeAsync();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await Platforms.DisposeAsync();
    }
}
