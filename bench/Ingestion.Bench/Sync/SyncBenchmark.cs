using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Ingestion.Bench.Measure;
using Ingestion.Bench.Servers;
using Ingestion.Local.Stack;
using Npgsql;
using Simulators.Platforms;

namespace Ingestion.Bench.Sync;

/// <summary>
/// The daily run of many accounts in one host, over the simulated platforms that have a connector: the first time; again with nothing
/// changed; and again with ten accounts that fail, each in one of five ways. INGESTION_BENCH_ACCOUNTS says how many (default 10,000).
/// </summary>
internal static class SyncBenchmark
{
    private const int DefaultAccounts = 10_000;
    private const int UnitsPerAccount = 20;
    private const double MemoryLimitMiB = 512;
    private const double SecondsLimit = 1800;
    private const double MedianLimit = 1.1;

    /// <summary>
    /// Two accounts for each: the channel is gone, the tokens are damaged, the consent is withdrawn, a public page is to be read that
    /// nobody has. The grants of two more are revoked at the platform.
    /// </summary>
    private const string BreakSql = """
        update ingestion.account_credentials set access_token = '\x00', refresh_token = '\x00'
        where account_id in (select account_id from ingestion.connected_accounts where external_id in ('UCbench000004', 'UCbench000005'));
        update ingestion.connected_accounts set external_id = 'UCgone' || right(external_id, 1) where external_id in ('UCbench000002', 'UCbench000003');
        update ingestion.connected_accounts set data_collection_enabled = false where external_id in ('UCbench000006', 'UCbench000007');
        update ingestion.connected_accounts set source = 'brightdata', page_url = 'https://www.youtube.com/@nobody' || right(external_id, 1)
        where external_id in ('UCbench000008', 'UCbench000009')
        """;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        int accounts = Environment.GetEnvironmentVariable("INGESTION_BENCH_ACCOUNTS") is { Length: > 0 } given
            ? int.Parse(given, NumberStyles.None, CultureInfo.InvariantCulture)
            : DefaultAccounts;
        await using BenchServers servers = await BenchServers.StartAsync(BlobServer.Plain, cancellationToken);
        await using PlatformsSimulator platforms = await PlatformsSimulator.StartAsync(
            new PlatformsOptions { YouTubeUnitsPerDay = int.MaxValue, Time = new FrozenTime(TimeProvider.System.GetUtcNow()) },
            cancellationToken);
        BenchProcesses processes = new(servers.Folder);
        await using HttpServerProcess simulator = await processes.StartSimulatorAsync([], cancellationToken);
        string connection = await servers.CreateDatabaseAsync("sync", cancellationToken);
        HostInput input = new()
        {
            PostgresConnectionString = connection,
            BlobConnectionString = servers.BlobConnectionString,
            ProviderUrl = simulator.BaseUrl,
            Settings = Settings(platforms, await WriteKeysAsync(servers.Folder, cancellationToken), accounts),
        };
        await using HttpServerProcess host = await processes.StartHostAsync(input, cancellationToken);
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(connection);
        using AccountFleet fleet = new(host.BaseUrl);
        await fleet.ConnectAsync(accounts, cancellationToken);
        Console.WriteLine($"{accounts} accounts connected");

        DailyRun first = await DailyRun.MeasureAsync(fleet, database, daysAgo: 9, cancellationToken);
        Console.WriteLine($"first:     {first}");
        DailyRun unchanged = await DailyRun.MeasureAsync(fleet, database, daysAgo: 8, cancellationToken);
        Console.WriteLine($"unchanged: {unchanged}");
        await BreakAsync(platforms, database, cancellationToken);
        DailyRun failing = await DailyRun.MeasureAsync(fleet, database, daysAgo: 7, cancellationToken);
        Console.WriteLine($"failing:   {failing}");
        Report(first, unchanged, failing, ProcessMemory.Of(host.Process.Id).PeakMiB, accounts);
    }

    private static Dictionary<string, string?> Settings(PlatformsSimulator platforms, string keysFile, int accounts) => new()
    {
        ["OWNER_KEYS"] = $"bench={AccountFleet.OwnerKey}",
        ["CREDENTIAL_KEYS_FILE"] = keysFile,
        ["PLATFORM_GATEWAY_URL"] = platforms.BaseUrl,
        ["YouTube__ClientId"] = "bench",
        ["YouTube__ClientSecret"] = PlatformsOptions.ClientSecret,

        // The day's quota grows with the accounts: for 500 of them it is the real one. The three runs are one day.
        ["YouTube__DailyUnits"] = string.Create(CultureInfo.InvariantCulture, $"{accounts * UnitsPerAccount}"),
    };

    private static async Task<string> WriteKeysAsync(string folder, CancellationToken cancellationToken)
    {
        string file = Path.Combine(folder, "keys.json");
        Dictionary<string, string> keys = new() { ["k1"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { current = "k1", keys }), cancellationToken);
        return file;
    }

    private static async Task BreakAsync(PlatformsSimulator platforms, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        platforms.Revoke("youtube", AccountFleet.User(0));
        platforms.Revoke("youtube", AccountFleet.User(1));
        await using NpgsqlCommand command = database.CreateCommand(BreakSql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void Report(DailyRun first, DailyRun unchanged, DailyRun failing, double peakMiB, int accounts)
    {
        double scaled = Math.Max(first.Seconds, unchanged.Seconds) * DefaultAccounts / accounts;
        double ratio = failing.MedianMs / unchanged.MedianMs;
        string[] missed =
        [
            .. first.Completed == accounts && unchanged.Completed == accounts ? [] : new[] { "not all completed" },
            .. scaled <= SecondsLimit ? [] : new[] { "over 30 minutes" },
            .. peakMiB <= MemoryLimitMiB ? [] : new[] { "over the memory limit" },
            .. unchanged.Rewritten == 0 ? [] : new[] { "unchanged data was rewritten" },
            .. ratio <= MedianLimit ? [] : new[] { "failing accounts slow the others down" },
        ];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"peak memory of the host {peakMiB:F0} MiB (limit {MemoryLimitMiB}); at this pace {DefaultAccounts} accounts take {scaled / 60:F1} minutes "
            + $"(limit 30); median with failing accounts {ratio:F2} of that without (limit {MedianLimit})"));
        Console.WriteLine(missed.Length == 0 ? "over the floor" : $"UNDER THE FLOOR: {string.Join(", ", missed)}");
    }
}
