using System.Data.Common;
using Dapper;
using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ingestion.Core.Schedules;

/// <summary>
/// Runs: each claims what is due, a batch at a time, as slots become free, until nothing is. One of each kind is open at a time.
/// </summary>
public sealed class SyncRuns
{
    private const string BeginSql = $"""
        insert into ingestion.sync_runs (run_id, kind, started_at)
        select @runId, @kind, @at
        where exists (select {ClaimSql.DueAccounts})
        or @kind = 'due' and (
            exists (
                select from ingestion.data_collection_jobs where retry_of is not null and run_id is null and status = 'queued')
            or exists ({ClaimSql.FindRetries}))
        on conflict do nothing
        """;

    private readonly Database database;
    private readonly SyncClaims claims;
    private readonly ScheduleOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger<SyncRuns> logger;

    internal SyncRuns(
        Database database, SyncClaims claims, IOptions<ScheduleOptions> options, TimeProvider clock, ILogger<SyncRuns> logger)
    {
        this.database = database;
        this.claims = claims;
        this.options = options.Value;
        this.clock = clock;
        this.logger = logger;
    }

    /// <summary>Begins a run of each kind for which something is due, unless one is open.</summary>
    /// <param name="cancellationToken">Gives up waiting; what is begun is found by the next call.</param>
    /// <returns>All open runs. The caller starts their orchestrations, which is refused where they are under way.</returns>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public async Task<IReadOnlyList<Guid>> BeginAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset at = clock.GetDatabaseNow();
        foreach (string kind in (string[])[SyncRunKinds.Daily, SyncRunKinds.Due])
        {
            await database.ExecuteAsync(
                BeginSql,
                new
                {
                    runId = Guid.CreateVersion7(at),
                    kind,
                    at,
                    codes = RetriedErrors.Codes.ToArray(),
                    maxAttempts = options.MaxNumberOfAttempts,
                    firstWait = options.FirstRetryInterval,
                    maxWait = options.MaxRetryInterval,
                    count = 1,
                },
                cancellationToken);
        }

        return await database.QueryAsync<Guid>(
            "select run_id from ingestion.sync_runs where finished_at is null order by started_at", null, cancellationToken);
    }

    /// <summary>
    /// Looks at a run: gives its free slots to what is due, or finishes it. Safe to repeat: what an earlier call has claimed holds its
    /// slot and is named again until <see cref="MarkStartedAsync"/>.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public async Task<SyncRunLook> LookAsync(Guid runId, CancellationToken cancellationToken)
    {
        await using DatabaseTransaction transaction = await database.BeginAsync(cancellationToken);
        SyncRunLook look = await transaction.RunAsync(connection => LookAsync(connection, runId, cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        if (look is { IsFinished: true, Progress: { } progress })
        {
            logger.RunFinished(
                progress.Kind,
                runId,
                progress.Accounts,
                progress.Completed,
                progress.Failed,
                progress.Cancelled,
                progress.Waiting,
                progress.Units,
                progress.Seconds);
        }

        return look;
    }

    /// <summary>Remembers that orchestrations were started.</summary>
    /// <param name="jobIds">Their jobs.</param>
    /// <param name="cancellationToken">Gives up waiting; the start is then repeated, and refused.</param>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public Task MarkStartedAsync(IReadOnlyCollection<Guid> jobIds, CancellationToken cancellationToken) => database.ExecuteAsync(
        ClaimSql.MarkStarted, new { jobIds = jobIds.ToArray(), at = clock.GetDatabaseNow() }, cancellationToken);

    private async Task<SyncRunLook> LookAsync(NpgsqlConnection connection, Guid runId, CancellationToken cancellationToken)
    {
        (string Kind, DateTime StartedAt)[] runs =
            [.. await connection.QueryAsync<(string, DateTime)>(Command(ClaimSql.LockRun, new { runId }, cancellationToken))];
        if (runs is not [var run])
        {
            SyncRunProgress? past = await ReadAsync(connection, Command(ClaimSql.FindRun, new { runId }, cancellationToken));
            return new SyncRunLook(past, 0, [], IsFinished: true);
        }

        DateTimeOffset at = clock.GetDatabaseNow();
        double seconds = Math.Max(0, (at.UtcDateTime - run.StartedAt).TotalSeconds);
        CommandDefinition count = Command(
            ClaimSql.Count, new { runId, run.Kind, at, options.SlotTime, seconds }, cancellationToken);
        SyncRunProgress before = (await ReadAsync(connection, count))!;
        int free = Math.Min(options.MaxConcurrent - before.UnderWay, options.BatchSize);
        int claimed = free > 0 ? await claims.TakeAsync(connection, runId, run.Kind, free, cancellationToken) : 0;
        if (claimed == 0 && before.UnderWay == 0)
        {
            await FinishAsync(connection, runId, at, before, cancellationToken);
            return new SyncRunLook(before, 0, [], IsFinished: true);
        }

        SyncRunProgress now = claimed == 0 ? before : (await ReadAsync(connection, count))!;
        Guid[] toStart = [.. await connection.QueryAsync<Guid>(Command(ClaimSql.ToStart, new { runId }, cancellationToken))];
        return new SyncRunLook(now, claimed, toStart, IsFinished: false);
    }

    private static Task<int> FinishAsync(
        NpgsqlConnection connection, Guid runId, DateTimeOffset at, SyncRunProgress end, CancellationToken cancellationToken)
    {
        object sums = new
        {
            runId,
            at,
            end.Accounts,
            end.Completed,
            end.Failed,
            end.Cancelled,
            end.Waiting,
            end.Calls,
            end.Units,
            end.BilledResources,
            end.CostUsd,
        };
        return connection.ExecuteAsync(Command(ClaimSql.Finish, sums, cancellationToken));
    }

    private static CommandDefinition Command(string sql, object parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, cancellationToken: cancellationToken);

    private static async Task<SyncRunProgress?> ReadAsync(NpgsqlConnection connection, CommandDefinition command)
    {
        await using DbDataReader row = await connection.ExecuteReaderAsync(command);
        return await row.ReadAsync(command.CancellationToken)
            ? new SyncRunProgress
            {
                Kind = row.GetString(0),
                Accounts = row.GetInt32(1),
                Completed = row.GetInt32(2),
                Failed = row.GetInt32(3),
                Cancelled = row.GetInt32(4),
                Waiting = row.GetInt32(5),
                Calls = row.GetInt64(6),
                Units = row.GetInt64(7),
                BilledResources = row.GetInt64(8),
                CostUsd = row.GetDecimal(9),
                Seconds = row.GetDouble(10),
                UnderWay = row.GetInt32(11),
            }
            : null;
    }
}
