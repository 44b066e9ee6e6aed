using System.Globalization;
using Ingestion.Bench.Measure;
using Ingestion.Bench.Servers;
using Ingestion.Local.Stack;
using Npgsql;
using Simulators.Platforms;

namespace Ingestion.Bench.Sync;

/// <summary>
/// The daily run of many accounts in one host, over all simulated platforms: the first time, which reads years; the first one that reads the
/// last weeks only; the same again with nothing changed; and again with ten accounts that fail, each for a reason of its own.
/// INGESTION_BENCH_ACCOUNTS says how many (default 10,000).
/// </summary>
internal static class SyncBenchmark
{
    private const int DefaultAccounts = 10_000;
    private const double MemoryLimitMiB = 512;
    private const double SecondsLimit = 1800;
    private const double MedianLimit = 1.1;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        int wanted = Environment.GetEnvironmentVariable("INGESTION_BENCH_ACCOUNTS") is { Length: > 0 } given
            ? int.Parse(given, NumberStyles.None, CultureInfo.InvariantCulture)
            : DefaultAccounts;
        await using BenchServers servers = await BenchServers.StartAsync(withBlobs: true, cancellationToken);
        FleetSettings settings = new(wanted, servers.Folder);
        await using PlatformsSimulator platforms = await PlatformsSimulator.StartAsync(settings.Platforms, cancellationToken);
        BenchProcesses processes = new(servers.Folder);
        await using HttpServerProcess simulator = await processes.StartSimulatorAsync([], cancellationToken);
        string connection = await servers.CreateDatabaseAsync("sync", cancellationToken);
        HostInput input = new()
        {
            PostgresConnectionString = connection,
            BlobConnectionString = servers.BlobConnectionString,
            ProviderUrl = simulator.BaseUrl,
            Settings = await settings.WriteAsync(platforms.BaseUrl, cancellationToken),
        };
        await using HttpServerProcess host = await processes.StartHostAsync(input, cancellationToken);
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(connection);
        using AccountFleet fleet = new(host.BaseUrl);
        int accounts = await fleet.ConnectAsync(wanted, cancellationToken);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{accounts} accounts connected; peak memory of the host {ProcessMemory.Of(host.Process.Id).PeakMiB:F0} MiB"));

        RunMeter meter = new(fleet, database, host.Process.Id);
        DailyRun first = await meter.MeasureAsync("first", cancellationToken);
        DailyRun daily = await meter.MeasureAsync("daily", cancellationToken);
        DailyRun unchanged = await meter.MeasureAsync("unchanged", cancellationToken);
        Guid[] broken = await BrokenAccounts.BreakAsync(platforms, database, cancellationToken);
        DailyRun failing = await meter.MeasureAsync("ten failing", cancellationToken);
        Report([first, daily, unchanged, failing], broken, accounts);
    }

    private static void Report(DailyRun[] runs, Guid[] broken, int accounts)
    {
        (DailyRun unchanged, DailyRun failing) = (runs[2], runs[3]);

        // The last run waits for accounts that it tries again and again, however many others there are.
        double slowest = runs[..3].Max(run => run.Seconds) * DefaultAccounts / accounts;
        double ratio = Others(failing, broken).Median() / Others(unchanged, broken).Median();
        string[] missed =
        [
            .. runs[..3].All(run => run.Completed == accounts) ? [] : new[] { "not all completed" },
            .. Others(failing, broken).Count() == accounts - broken.Length ? [] : new[] { "others failed with the ten" },
            .. slowest <= SecondsLimit ? [] : new[] { "over 30 minutes" },
            .. failing.PeakMiB <= MemoryLimitMiB ? [] : new[] { "over the memory limit" },
            .. unchanged.Rewritten == 0 ? [] : new[] { "unchanged data was rewritten" },
            .. ratio <= MedianLimit ? [] : new[] { "failing accounts slow the others down" },
        ];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"peak memory of the host {failing.PeakMiB:F0} MiB (limit {MemoryLimitMiB}); at the pace of the slowest run {DefaultAccounts} accounts take "
            + $"{slowest / 60:F1} minutes (limit 30); median of the others with ten failing {ratio:F2} of that without (limit {MedianLimit})"));
        Console.WriteLine(missed.Length == 0 ? "over the floor" : $"UNDER THE FLOOR: {string.Join(", ", missed)}");
    }

    /// <summary>The durations of all syncs that ended well, but for the broken accounts.</summary>
    private static IEnumerable<double> Others(DailyRun run, Guid[] broken) => run.Platforms
        .SelectMany(platform => platform.DurationsMs).Where(account => !broken.Contains(account.Key)).Select(account => account.Value);
}
