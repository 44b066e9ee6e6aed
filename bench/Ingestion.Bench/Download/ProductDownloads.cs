using Ingestion.Core.Download;
using Ingestion.Core.Persistence;
using Ingestion.Core.Registration;
using Ingestion.Bench.Servers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ingestion.Bench.Download;

/// <summary>The product's download step in this process: provider client, rate budget, scanner, hash, raw zone.</summary>
internal sealed class ProductDownloads : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private ProductDownloads(ServiceProvider services) => _services = services;

    public static async Task<ProductDownloads> OpenAsync(HostInput input, CancellationToken cancellationToken)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["POSTGRES_CONNECTION_STRING"] = input.PostgresConnectionString,
            ["BLOB_CONNECTION_STRING"] = input.BlobConnectionString,
            ["BRIGHTDATA_API_KEY"] = "benchmark",
            ["BRIGHTDATA_BASE_URL"] = input.ProviderUrl.ToString().TrimEnd('/'),
            ["WEBHOOK_SECRET"] = "benchmark-webhook-secret",
        }).Build();
        ServiceProvider services = new ServiceCollection().AddSingleton(configuration).AddLogging().AddIngestion(configuration).BuildServiceProvider();
        ProductDownloads downloads = new(services);
        await services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
        return downloads;
    }

    /// <summary>Bytes, and bytes per second, of a snapshot from the provider into the raw zone, its commit included.</summary>
    public async Task<(long Bytes, double PerSecond)> MeasureAsync(string snapshotId, int records, CancellationToken cancellationToken)
    {
        DateOnly today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        SnapshotDownloadRequest request = new(Guid.NewGuid(), snapshotId, SyntheticSnapshots.DatasetId, records, today);
        long started = TimeProvider.System.GetTimestamp();
        SnapshotDownloadResult result = await _services.GetRequiredService<SnapshotDownloader>().DownloadAsync(request, cancellationToken);
        double seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        return result.Status == SnapshotDownloadStatus.Stored && result.Records == records
            ? (result.PayloadBytes, result.PayloadBytes / seconds)
            : throw new BenchException($"The download ended as {result.Status} with {result.Records} of {records} records. {result.Reason}");
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
