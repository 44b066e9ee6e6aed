using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Schedules;

/// <summary>
/// Replays dead-lettered syncs: each gets a job of its own that begins anew, and the next run starts it. A dead letter is replayed
/// once; one whose account has an open sync is left as it is, for that sync does the same.
/// </summary>
public sealed class JobReplay
{
    private const int PageSize = 1000;

    private static string FindSql(Scope scope) => $"""
        select j.job_id from ingestion.data_collection_jobs j
        join ingestion.connected_accounts a on a.account_id = j.account_id and a.owner = j.owner
        where {scope.Condition("j.owner")} and j.status = 'dead_lettered'
            and (@ids::uuid[] is null or j.job_id = any(@ids)) and (@reason::text is null or j.error_code = @reason)
            and not exists (select from ingestion.data_collection_jobs r where r.retry_of = j.job_id)
            and not exists (select from ingestion.data_collection_jobs o where o.account_id = j.account_id and o.finished_at is null)
        order by j.created_at, j.job_id limit @PageSize
        """;

    private const string InsertSql = """
        insert into ingestion.data_collection_jobs (
            job_id, account_id, owner, platform, source, kind, day, retry_of, status, stage, watermark_before, created_at, updated_at)
        select w.job_id, a.account_id, a.owner, a.platform, a.source, 'manual', (@at::timestamptz at time zone 'UTC')::date, j.job_id,
            'queued', 'queued', m.watermark, @at, @at
        from unnest(@jobIds, @deadIds) as w (job_id, dead_id)
        join ingestion.data_collection_jobs j on j.job_id = w.dead_id
        join ingestion.connected_accounts a on a.account_id = j.account_id
        left join ingestion.sync_watermarks m on m.account_id = a.account_id
        on conflict do nothing
        """;

    private readonly Database database;
    private readonly TimeProvider clock;

    internal JobReplay(Database database, TimeProvider clock)
    {
        this.database = database;
        this.clock = clock;
    }

    /// <summary>Whether a dead letter can be replayed.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="scope">What the caller sees.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Null when there is none in the scope; false when it was replayed.</returns>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public async Task<bool?> IsOpenAsync(Guid jobId, Scope scope, CancellationToken cancellationToken)
    {
        string sql = $"""
            select not exists (select from ingestion.data_collection_jobs r where r.retry_of = j.job_id)
            from ingestion.data_collection_jobs j
            where j.job_id = @jobId and {scope.Condition("j.owner")} and j.status = 'dead_lettered'
            """;
        IReadOnlyList<bool> found = await database.QueryAsync<bool>(sql, new { jobId, scope.Owner }, cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>Stores the jobs.</summary>
    /// <param name="selection">Which dead letters.</param>
    /// <param name="scope">What the caller sees; others are left out.</param>
    /// <param name="cancellationToken">Gives up; those stored so far are replayed all the same.</param>
    /// <returns>How many are replayed.</returns>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public async Task<int> ReplayAsync(JobReplaySelection selection, Scope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(selection);
        int replayed = 0;
        while (true)
        {
            IReadOnlyList<Guid> dead = await database.QueryAsync<Guid>(
                FindSql(scope),
                new { scope.Owner, ids = selection.Ids?.ToArray(), selection.Reason, PageSize },
                cancellationToken);
            DateTimeOffset at = clock.GetDatabaseNow();
            int added = dead.Count == 0 ? 0 : await database.ExecuteAsync(
                InsertSql,
                new { deadIds = dead.ToArray(), jobIds = dead.Select(_ => Guid.CreateVersion7(at)).ToArray(), at },
                cancellationToken);
            replayed += added;
            if (added == 0)
            {
                return replayed;
            }
        }
    }
}
