using System.Diagnostics;
using Ingestion.Bench.Measure;
using Npgsql;

namespace Ingestion.Bench.Sync;

/// <summary>Has the host do daily runs, and measures them.</summary>
/// <param name="fleet">The accounts.</param>
/// <param name="database">The product's.</param>
/// <param name="hostId">The host's process.</param>
internal sealed class RunMeter(AccountFleet fleet, NpgsqlDataSource database, int hostId)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    // Longer than a session keeps its counts to itself.
    private static readonly TimeSpan CountsSettle = TimeSpan.FromSeconds(15);

    private const string RewrittenSql =
        "select relname, n_tup_upd + n_tup_del from pg_stat_user_tables where schemaname = 'ingestion'";

    private const string EndedSql = """
        select run_id, extract(epoch from finished_at - started_at)::float8
        from ingestion.sync_runs where kind = 'daily' and finished_at is not null order by started_at desc
        """;

    private const string JobsSql = """
        select platform, account_id, status = 'completed', calls, units, coalesce(extract(epoch from finished_at - launched_at) * 1000, 0)::float8
        from ingestion.data_collection_jobs where run_id = $1
        """;

    private int _runs;

    /// <summary>One run of all accounts, each made due for a day of its own: a day can be done once.</summary>
    public async Task<DailyRun> MeasureAsync(string name, CancellationToken cancellationToken)
    {
        await Task.Delay(CountsSettle, TimeProvider.System, cancellationToken);
        Dictionary<string, long> before = await RewrittenAsync(cancellationToken);
        double processorBefore = ProcessorSeconds();
        await using (NpgsqlCommand due = database.CreateCommand(
            "update ingestion.connected_accounts set next_sync_at = date_trunc('day', now()) - make_interval(days => $1)"))
        {
            due.Parameters.Add(new NpgsqlParameter<int> { TypedValue = 9 - _runs });
            before["connected_accounts"] += await due.ExecuteNonQueryAsync(cancellationToken);
        }

        await fleet.TickAsync(cancellationToken);
        List<(Guid RunId, double Seconds)> ended;
        do
        {
            await Task.Delay(LookInterval, TimeProvider.System, cancellationToken);
            ended = await ReadAsync(EndedSql, null, row => (row.GetGuid(0), row.GetDouble(1)), cancellationToken);
        }
        while (ended.Count == _runs);

        _runs++;
        double processor = ProcessorSeconds() - processorBefore;
        await Task.Delay(CountsSettle, TimeProvider.System, cancellationToken);
        Dictionary<string, long> rewritten = await RewrittenAsync(cancellationToken);
        DailyRun run = new(
            ended[0].Seconds,
            await PlatformsAsync(ended[0].RunId, cancellationToken),
            rewritten.ToDictionary(table => table.Key, table => table.Value - before[table.Key]).Where(table => table.Value > 0).ToDictionary(),
            processor,
            ProcessMemory.Of(hostId).PeakMiB);
        run.Print(name);
        return run;
    }

    private async Task<IReadOnlyList<PlatformRun>> PlatformsAsync(Guid runId, CancellationToken cancellationToken)
    {
        List<Job> jobs = await ReadAsync(
            JobsSql,
            runId,
            row => new Job(row.GetString(0), row.GetGuid(1), row.GetBoolean(2), row.GetInt32(3), row.GetInt64(4), row.GetDouble(5)),
            cancellationToken);
        return
        [
            .. jobs.GroupBy(job => job.Platform).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group =>
            {
                Job[] completed = [.. group.Where(job => job.IsCompleted)];
                return new PlatformRun(
                    group.Key,
                    group.Count(),
                    completed.Length,
                    completed.Select(job => (double)job.Calls).DefaultIfEmpty().Average(),
                    completed.Select(job => (double)job.Units).DefaultIfEmpty().Average(),
                    completed.ToDictionary(job => job.AccountId, job => job.Ms));
            }),
        ];
    }

    private async Task<Dictionary<string, long>> RewrittenAsync(CancellationToken cancellationToken) =>
        (await ReadAsync(RewrittenSql, null, row => (Table: row.GetString(0), Rows: row.GetInt64(1)), cancellationToken))
        .ToDictionary(row => row.Table, row => row.Rows);

    private async Task<List<T>> ReadAsync<T>(
        string sql, Guid? parameter, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.CreateCommand(sql);
        if (parameter is { } id)
        {
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        }

        List<T> rows = [];
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            rows.Add(read(row));
        }

        return rows;
    }

    private double ProcessorSeconds()
    {
        using Process host = Process.GetProcessById(hostId);
        return host.TotalProcessorTime.TotalSeconds;
    }

    private sealed record Job(string Platform, Guid AccountId, bool IsCompleted, int Calls, long Units, double Ms);
}
