using System.Globalization;
using Ingestion.Bench.Measure;

namespace Ingestion.Bench.Sync;

/// <summary>What one daily run came to.</summary>
/// <param name="Seconds">From its beginning to its end, by its own row.</param>
/// <param name="Platforms">Its platforms.</param>
/// <param name="Rewrites">The rows that it updated or deleted, by table: each leaves a dead tuple.</param>
/// <param name="ProcessorSeconds">What the host took of the processors.</param>
/// <param name="PeakMiB">The most memory that the host ever held, up to the end of the run.</param>
internal sealed record DailyRun(
    double Seconds, IReadOnlyList<PlatformRun> Platforms, IReadOnlyDictionary<string, long> Rewrites, double ProcessorSeconds, double PeakMiB)
{
    /// <summary>
    /// What is written down about the syncs themselves, and so changes with each: jobs, the account's last and next time, the state of
    /// the run, of the crawl that is its tail, of the outbox and of the limits. Everything else is collected data, and must stay as it is.
    /// </summary>
    private static readonly string[] Bookkeeping =
    [
        "account_credentials", "api_rate_limits", "connected_accounts", "crawl_intents", "crawl_metadata", "data_collection_jobs",
        "data_collection_logs", "outbox", "outbox_relay", "platform_costs", "raw_data_crawl_snapshots", "sync_runs", "sync_watermarks", "webhook_fan_out",
    ];

    public int Accounts => Platforms.Sum(platform => platform.Accounts);

    public int Completed => Platforms.Sum(platform => platform.Completed);

    /// <summary>Rows of collected data.</summary>
    public long Rewritten => Rewrites.Where(table => !Bookkeeping.Contains(table.Key)).Sum(table => table.Value);

    public void Print(string name)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {Accounts} accounts in {Seconds:F1} s, {Completed} completed; host: {ProcessorSeconds * 1000 / Math.Max(1, Accounts):F0} ms of processor "
            + $"per account, peak {PeakMiB:F0} MiB; {Rewritten} rows of collected data rewritten"));
        Console.WriteLine("  platform     accounts  completed   calls   units  median ms");
        foreach (PlatformRun of in Platforms)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {of.Platform,-12} {of.Accounts,8} {of.Completed,10} {of.CallsPerAccount,7:F2} {of.UnitsPerAccount,7:F2} {of.MedianMs,10:F0}"));
        }

        IEnumerable<string> rewritten = Rewrites.OrderByDescending(table => table.Value).Select(table => string.Create(
            CultureInfo.InvariantCulture, $"{table.Key} {table.Value}{(Bookkeeping.Contains(table.Key) ? "" : " (collected)")}"));
        Console.WriteLine($"  rewritten: {string.Join(", ", rewritten)}");
    }
}

/// <summary>What a run came to on one platform.</summary>
/// <param name="Platform">Its name.</param>
/// <param name="Accounts">Syncs.</param>
/// <param name="Completed">Those that ended well.</param>
/// <param name="CallsPerAccount">Calls to the platform, by those that ended well.</param>
/// <param name="UnitsPerAccount">Their cost, in the platform's units.</param>
/// <param name="DurationsMs">From the start of a sync's orchestration to its end, by account, of those that ended well.</param>
internal sealed record PlatformRun(
    string Platform, int Accounts, int Completed, double CallsPerAccount, double UnitsPerAccount, IReadOnlyDictionary<Guid, double> DurationsMs)
{
    public double MedianMs => DurationsMs.Count == 0 ? 0 : DurationsMs.Values.Median();
}
