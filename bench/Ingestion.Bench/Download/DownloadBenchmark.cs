using System.Globalization;
using Ingestion.Bench.Measure;
using Ingestion.Bench.Servers;
using Ingestion.Local.Stack;

namespace Ingestion.Bench.Download;

/// <summary>A snapshot of 1 GB from the provider into the raw zone, against the rate at which the blob server takes ready blocks.</summary>
internal static class DownloadBenchmark
{
    private const int Rounds = 5;
    private const long SnapshotBytes = 1_000_000_000;
    private const long WarmUpBytes = 100_000_000;
    private const double MB = 1e6;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using BenchServers servers = await BenchServers.StartAsync(withBlobs: true, cancellationToken);
        await using HttpServerProcess simulator = await new BenchProcesses(servers.Folder)
            .StartSimulatorAsync(["--starting", "0", "--duration", "0"], cancellationToken);
        HostInput input = new()
        {
            PostgresConnectionString = await servers.CreateDatabaseAsync("download", cancellationToken),
            BlobConnectionString = servers.BlobConnectionString,
            ProviderUrl = simulator.BaseUrl,
        };
        await using ProductDownloads product = await ProductDownloads.OpenAsync(input, cancellationToken);
        BlockUploads peer = await BlockUploads.OpenAsync(servers.BlobConnectionString, cancellationToken);
        using SyntheticSnapshots snapshots = new(simulator.BaseUrl);
        try
        {
            int few = await snapshots.RecordsForAsync(WarmUpBytes, cancellationToken);
            await product.MeasureAsync(await snapshots.OrderAsync(few, cancellationToken), few, cancellationToken);
            await peer.MeasureAsync(WarmUpBytes, cancellationToken);
            int records = await snapshots.RecordsForAsync(SnapshotBytes, cancellationToken);
            Comparison comparison = new("snapshot to raw blob, MB per second", 0.6, 0.8);
            for (int round = 0; round < Rounds; round++)
            {
                string snapshot = await snapshots.OrderAsync(records, cancellationToken);
                (long bytes, double rate) = await product.MeasureAsync(snapshot, records, cancellationToken);
                comparison.Add(rate / MB, await peer.MeasureAsync(bytes, cancellationToken) / MB);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{records} records per snapshot"));
            Console.WriteLine(Comparison.Header);
            Console.WriteLine(comparison);
        }
        finally
        {
            await peer.DeleteAsync();
        }
    }
}
