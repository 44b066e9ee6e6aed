using System.Globalization;
using Ingestion.Bench.Servers;
using Ingestion.Local.Stack;
using Npgsql;

namespace Ingestion.Bench.Waiting;

/// <summary>
/// 10,000 crawls that wait for the provider at once: what the host holds for them, compared with the same host at rest
/// after as many have completed, so that what the work itself leaves behind is not counted; then all become ready and complete.
/// </summary>
internal static class WaitingBenchmark
{
    private const int Crawls = 10_000;
    private const double LimitMiB = 10;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using BenchServers servers = await BenchServers.StartAsync(withBlobs: true, cancellationToken);
        BenchProcesses processes = new(servers.Folder);
        await using HttpServerProcess simulator = await processes.StartSimulatorAsync(
            ["--running-jobs-limit", "0", "--duration", "12h"], cancellationToken);
        string database = await servers.CreateDatabaseAsync("waiting", cancellationToken);
        HostInput input = new()
        {
            // Unused connections go back within the rest that precedes a count, instead of after five minutes.
            PostgresConnectionString = new NpgsqlConnectionStringBuilder(database)
            {
                ConnectionIdleLifetime = 10,
                ConnectionPruningInterval = 2,
            }.ConnectionString,
            BlobConnectionString = servers.BlobConnectionString,
            ProviderUrl = simulator.BaseUrl,
            Settings = new Dictionary<string, string?>
            {
                ["Crawl__MaxConcurrent"] = "5000",
                ["Crawl__FirstPollDelay"] = "01:00:00",
                ["Crawl__PollInterval"] = "01:00:00",
            },
        };
        await using HttpServerProcess host = await processes.StartHostAsync(input, cancellationToken);
        using CrawlFleet fleet = new(host.BaseUrl, simulator.BaseUrl, database);
        await TimeAsync($"{Crawls} crawls triggered", () => fleet.TriggerAsync(Crawls, cancellationToken));
        await TimeAsync($"{Crawls} crawls completed", () => fleet.FinishAsync(cancellationToken));
        HostCensus idle = await HostCensus.TakeAsync(host, database, cancellationToken);
        Console.WriteLine($"idle:    {idle}");
        await TimeAsync($"{Crawls} crawls triggered", () => fleet.TriggerAsync(Crawls, cancellationToken));
        HostCensus waiting = await HostCensus.TakeAsync(host, database, cancellationToken);
        Console.WriteLine($"waiting: {waiting}");
        await TimeAsync($"{Crawls} crawls completed", () => fleet.FinishAsync(cancellationToken));
        Report(idle, waiting);
        // What stays after the last crawl was not held by the waiting ones.
        Console.WriteLine($"idle again: {await HostCensus.TakeAsync(host, database, cancellationToken)}");
    }

    private static void Report(HostCensus idle, HostCensus waiting)
    {
        double growth = waiting.ResidentMiB - idle.ResidentMiB;
        bool kept = growth < LimitMiB && waiting.Threads <= idle.Threads && waiting.Connections <= idle.Connections;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"memory growth {growth:F1} MiB (limit {LimitMiB}), {growth * 1024 * 1024 / Crawls:F0} bytes per crawl; "
            + $"threads {waiting.Threads - idle.Threads:+0;-0;0}, connections {waiting.Connections - idle.Connections:+0;-0;0}"));
        Console.WriteLine(kept ? "over the floor" : "UNDER THE FLOOR");
    }

    private static async Task TimeAsync(string what, Func<Task> run)
    {
        long started = TimeProvider.System.GetTimestamp();
        await run();
        double seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} in {seconds:F1} s"));
    }
}
