using System.Globalization;
using System.Text.Json;
using Ingestion.Bench.Measure;
using Ingestion.Bench.Servers;
using Ingestion.Local.Api;
using Ingestion.Local.Stack;

namespace Ingestion.Bench.Download;

/// <summary>The most memory that a fresh functions host ever holds for one crawl of 100 MB, and for one of 2 GB.</summary>
internal static class MemoryBenchmark
{
    private const int Rounds = 3;
    private const long SmallBytes = 100_000_000;
    private const long LargeBytes = 2_000_000_000;
    private const double RatioLimit = 1.5;
    private const double LimitMiB = 256;
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using BenchServers servers = await BenchServers.StartAsync(BlobServer.Durable, cancellationToken);
        BenchProcesses processes = new(servers.Folder);
        await using HttpServerProcess simulator = await processes.StartSimulatorAsync(
            ["--starting", "0", "--duration", "1"], cancellationToken);
        using SyntheticSnapshots snapshots = new(simulator.BaseUrl);
        List<double> small = [];
        List<double> large = [];
        for (int round = 0; round < Rounds; round++)
        {
            foreach ((long bytes, List<double> peaks) in new[] { (SmallBytes, small), (LargeBytes, large) })
            {
                HostInput input = new()
                {
                    PostgresConnectionString = await servers.CreateDatabaseAsync("memory", cancellationToken),
                    BlobConnectionString = servers.BlobConnectionString,
                    ProviderUrl = simulator.BaseUrl,
                    Settings = new Dictionary<string, string?> { ["Crawl__MaxPosts"] = "10000000" },
                };
                int records = await snapshots.RecordsForAsync(bytes, cancellationToken);
                await using HttpServerProcess host = await processes.StartHostAsync(input, cancellationToken);
                peaks.Add(await CrawlAsync(host, records, cancellationToken));
            }
        }

        double ratio = large.Median() / small.Median();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"peak: {small.Median():F0} MiB for 100 MB, {large.Median():F0} MiB for 2 GB (limit {LimitMiB}); ratio {ratio:F2} (limit {RatioLimit})"));
        Console.WriteLine(ratio <= RatioLimit && large.Median() < LimitMiB ? "over the floor" : "UNDER THE FLOOR");
    }

    private static async Task<double> CrawlAsync(HttpServerProcess host, int records, CancellationToken cancellationToken)
    {
        using IngestionApi api = new(host.BaseUrl);
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
