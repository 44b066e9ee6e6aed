using System.Data.Common;
using Dapper;
using Ingestion.Core.Persistence;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ingestion.Core.Schedules;

/// <summary>
/// Gives a run its next syncs. The claim, the jobs and the accounts' next times are one transaction, and the rows are taken with
/// <c>skip locked</c>: over any number of hosts each time of an account becomes one job.
/// </summary>
internal sealed class SyncClaims(SyncTimes times, IOptions<ScheduleOptions> options, TimeProvider clock)
{
    /// <returns>How many rows were taken; 0 when nothing is due.</returns>
    internal async Task<int> TakeAsync(
        NpgsqlConnection connection, Guid runId, string kind, int count, CancellationToken cancellationToken)
    {
        DateTimeOffset at = clock.GetDatabaseNow();
        int taken = 0;
        if (kind == SyncRunKinds.Due)
        {
            taken = await connection.ExecuteAsync(Command(ClaimSql.AdoptReplays, new { runId, count }, cancellationToken));
            taken += await RetryAsync(connection, runId, at, count - taken, cancellationToken);
        }

        return taken + await TakeDueAsync(connection, runId, kind, at, count - taken, cancellationToken);
    }

    private static CommandDefinition Command(string sql, object parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, cancellationToken: cancellationToken);

    private static DueAccount Read(DbDataReader row) =>
        new(row.GetGuid(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2), row.GetBoolean(3));

    private static Guid[] NewIds(int count, DateTimeOffset at) => [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7(at))];

    private async Task<int> RetryAsync(
        NpgsqlConnection connection, Guid runId, DateTimeOffset at, int count, CancellationToken cancellationToken)
    {
        ScheduleOptions settings = options.Value;
        object question = new
        {
            codes = RetriedErrors.Codes.ToArray(),
            maxAttempts = settings.MaxNumberOfAttempts,
            firstWait = settings.FirstRetryInterval,
            maxWait = settings.MaxRetryInterval,
            count,
            at,
        };
        Guid[] failedIds = [.. await connection.QueryAsync<Guid>(Command(ClaimSql.FindRetries, question, cancellationToken))];
        if (failedIds.Length == 0)
        {
            return 0;
        }

        object retries = new { jobIds = NewIds(failedIds.Length, at), failedIds, runId, at };
        return await connection.ExecuteAsync(Command(ClaimSql.InsertRetries, retries, cancellationToken));
    }

    private async Task<int> TakeDueAsync(
        NpgsqlConnection connection, Guid runId, string kind, DateTimeOffset at, int count, CancellationToken cancellationToken)
    {
        List<DueAccount> due = [];
        CommandDefinition find = Command(ClaimSql.FindDue, new { kind, at, count }, cancellationToken);
        await using (DbDataReader reader = await connection.ExecuteReaderAsync(find))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                due.Add(Read(reader));
            }
        }

        if (due.Count > 0)
        {
            object claimed = new
            {
                accountIds = due.Select(one => one.AccountId).ToArray(),
                jobIds = NewIds(due.Count, at),
                times = due.Select(one => one.ScheduledFor.UtcDateTime).ToArray(),

                // After now, not after the time that was due: however many were missed, they are made up for once.
                nexts = due.Select(one => times.NextAfter(one.Schedule, at)?.UtcDateTime).ToArray(),
                done = due.Select(one => one.IsDone).ToArray(),
                runId,
                at,
            };
            await connection.ExecuteAsync(Command(ClaimSql.InsertDue, claimed, cancellationToken));
        }

        return due.Count;
    }
}
