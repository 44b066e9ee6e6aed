using System.Globalization;
using System.Text.Json;
using Ingestion.Bench.Measure;
using Ingestion.Bench.Servers;
using Ingestion.Local.Api;
using Ingestion.Local.Stack;

namespace Ingestion.Bench.Download;

/// <summary>The most memory that a fresh functions host ever holds for one crawl, from its trigger to its rows: of 100 MB, 2 GB and 5 GB.</summary>
internal static class MemoryBenchmark
{
    private const int Rounds = 2;
    private const double RatioLimit = 1.5;
    private const double LimitMiB = 256;
    private static readonly long[] Sizes = [100_000_000, 2_000_000_000, 5_000_000_000];
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using BenchServers servers = await BenchServers.StartAsync(withBlobs: true, cancellationToken);
        BenchProcesses processes = new(servers.Folder);
        await using HttpServerProcess simulator = await processes.StartSimulatorAsync(
            ["--starting", "0", "--duration", "1"], cancellationToken);
        using SyntheticSnapshots snapshots = new(simulator.BaseUrl);
        List<double>[] peaks = [.. Sizes.Select(_ => new List<double>())];
        for (int round = 0; round < Rounds; round++)
        {
            for (int size = 0; size < Sizes.Length; size++)
            {
                HostInput input = new()
                {
                    PostgresConnectionString = await servers.CreateDatabaseAsync("memory", cancellationToken),
                    BlobConnectionString = servers.BlobConnectionString,
                    ProviderUrl = simulator.BaseUrl,
                    Settings = new Dictionary<string, string?> { ["Crawl__MaxPosts"] = "10000000" },
                };
                int records = await snapshots.RecordsForAsync(Sizes[size], cancellationToken);
                await using HttpServerProcess host = await processes.StartHostAsync(input, cancellationToken);
                peaks[size].Add(await CrawlAsync(host, records, cancellationToken));
            }
        }

        double small = peaks[0].Median();
        for (int size = 0; size < Sizes.Length; size++)
        {
            double peak = peaks[size].Median();
            bool isKept = peak <= small * RatioLimit && peak < LimitMiB;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Sizes[size] / 1e6:F0} MB: peak {peak:F0} MiB (limit {LimitMiB}), {peak / small:F2} of the smallest (limit {RatioLimit}): {(isKept ? "kept" : "OVER THE LIMIT")}"));
        }
    }

    private static async Task<double> CrawlAsync(HttpServerProcess host, int records, CancellationToken cancellationToken)
    {
        using IngestionApi api = new(host.BaseUrl, operatorKey: null);
        JsonElement order = JsonSerializer.SerializeToElement(new
        {
            dataset_id = SyntheticSnapshots.DatasetId,
            platform = "facebook",
            url = "https://www.facebook.com/ESPN",
            num_of_posts = records,
        });
        Guid? crawlId = await api.TriggerAsync(order, Guid.NewGuid().ToString(), cancellationToken);
        long started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            JsonElement? status = await api.StatusAsync(crawlId.ToString()!, cancellationToken);
            switch (status?.Text("status"))
            {
                case "completed":
                    ProcessMemory memory = ProcessMemory.Of(host.Process.Id);
                    double seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
                    Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture, $"  {records} records: peak {memory.PeakMiB:F0} MiB, {seconds:F0} s"));
                    return memory.PeakMiB;
                case "failed" or "cancelled":
                    throw new BenchException($"The crawl ended: {status}");
                default:
                    await Task.Delay(LookInterval, TimeProvider.System, cancellationToken);
                    break;
            }
        }
    }
}
