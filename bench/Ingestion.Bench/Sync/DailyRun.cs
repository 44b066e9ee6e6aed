using System.Globalization;
using Npgsql;

namespace Ingestion.Bench.Sync;

/// <summary>What one daily run came to.</summary>
/// <param name="Accounts">Syncs.</param>
/// <param name="Completed">Those that ended well.</param>
/// <param name="Failed">Those that failed, were cancelled or still wait.</param>
/// <param name="Calls">Calls to the platforms.</param>
/// <param name="Units">Their cost.</param>
/// <param name="Seconds">From its beginning to its end, by its own row.</param>
/// <param name="MedianMs">From the start of a sync's orchestration to its end, of those that ended well.</param>
/// <param name="Rewritten">Rows of collected data that were updated or deleted meanwhile: each leaves a dead tuple.</param>
internal sealed record DailyRun(
    int Accounts, int Completed, int Failed, long Calls, long Units, double Seconds, double MedianMs, long Rewritten)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    // Longer than a session keeps its counts to itself.
    private static readonly TimeSpan CountsSettle = TimeSpan.FromSeconds(15);

    private const string RewrittenSql = """
        select coalesce(sum(n_tup_upd + n_tup_del), 0)::bigint from pg_stat_user_tables
        where schemaname = 'ingestion' and relname in (
            'social_posts', 'post_engagement_metrics', 'engagement_snapshots', 'follower_metrics', 'follower_snapshots', 'metrics')
        """;

    private const string ResultSql = """
        select r.accounts, r.completed, r.failed + r.cancelled + r.waiting, r.calls, r.units,
            extract(epoch from r.finished_at - r.started_at)::float8,
            coalesce((
                select percentile_cont(0.5) within group (order by extract(epoch from j.finished_at - j.launched_at) * 1000)
                from ingestion.data_collection_jobs j where j.run_id = r.run_id and j.status = 'completed'), 0)::float8
        from ingestion.sync_runs r where r.kind = 'daily' and r.finished_at is not null order by r.started_at desc limit 1
        """;

    /// <param name="fleet">The accounts.</param>
    /// <param name="database">The product's.</param>
    /// <param name="daysAgo">The day for which the accounts are due; each day can be done once.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<DailyRun> MeasureAsync(
        AccountFleet fleet, NpgsqlDataSource database, int daysAgo, CancellationToken cancellationToken)
    {
        await Task.Delay(CountsSettle, TimeProvider.System, cancellationToken);
        long before = await RewrittenAsync(database, cancellationToken);
        long runs = await CountRunsAsync(database, cancellationToken);
        await using (NpgsqlCommand due = database.CreateCommand(
            "update ingestion.connected_accounts set next_sync_at = date_trunc('day', now()) - make_interval(days => $1)"))
        {
            due.Parameters.Add(new NpgsqlParameter<int> { TypedValue = daysAgo });
            await due.ExecuteNonQueryAsync(cancellationToken);
        }

        await fleet.TickAsync(cancellationToken);
        while (await CountRunsAsync(database, cancellationToken) == runs)
        {
            await Task.Delay(LookInterval, TimeProvider.System, cancellationToken);
        }

        await Task.Delay(CountsSettle, TimeProvider.System, cancellationToken);
        long rewritten = await RewrittenAsync(database, cancellationToken) - before;
        await using NpgsqlCommand command = database.CreateCommand(ResultSql);
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new DailyRun(
            row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt64(3), row.GetInt64(4), row.GetDouble(5), row.GetDouble(6), rewritten);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Accounts} accounts in {Seconds:F1} s: {Completed} completed, {Failed} not; {(double)Calls / Math.Max(1, Accounts):F2} calls and "
        + $"{(double)Units / Math.Max(1, Accounts):F2} units per account; median {MedianMs:F0} ms; {Rewritten} rows rewritten");

    private static async Task<long> RewrittenAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.CreateCommand(RewrittenSql);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<long> CountRunsAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.CreateCommand(
            "select count(*) from ingestion.sync_runs where kind = 'daily' and finished_at is not null");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
