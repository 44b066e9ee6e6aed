using Ingestion.Core.Providers.BrightData;
using Ingestion.Core.RateLimits;
using Ingestion.Tests.RateLimits;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ingestion.Tests.Providers.BrightData;

/// <summary>The registered client over a <see cref="ProviderHandler"/>, with a rate ledger in memory and quick retries.</summary>
internal sealed class ProviderHost : IDisposable
{
    private readonly ServiceProvider services;

    public ProviderHost(params (string Key, string? Value)[] settings)
        : this(TimeProvider.System, settings)
    {
    }

    public ProviderHost(TimeProvider time, params (string Key, string? Value)[] settings)
    {
        Settings = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["BRIGHTDATA_API_KEY"] = "test-key",
                ["BrightData:FirstRetryInterval"] = "00:00:00.001",
            }).AddInMemoryCollection(settings.ToDictionary(entry => entry.Key, entry => entry.Value)).Build();
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        collection.AddSingleton<IRateLedger>(new MemoryRateLedger(new RateLimitOptions(), time));
        collection.AddSingleton(time);
        collection.AddBrightData(Settings);
        collection.AddHttpClient("BrightData").ConfigurePrimaryHttpMessageHandler(() => Handler);
        services = collection.BuildServiceProvider();
    }

    public IConfigurationRoot Settings { get; }

    public ProviderHandler Handler { get; } = new();

    public RecordedLogs Logs { get; } = new();

    public BrightDataClient Client => services.GetRequiredService<BrightDataClient>();

    public void Dispose()
    {
        services.Dispose();
        Handler.Dispose();
        Logs.Dispose();
    }
}
