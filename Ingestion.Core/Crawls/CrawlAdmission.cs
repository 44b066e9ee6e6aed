using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace Ingestion.Core.Crawls;

/// <summary>
/// Gives the free slots of each dataset to its queued crawls, first come first served. A crawl holds its slot from here until
/// its polling ends.
/// </summary>
/// <remarks>
/// One round trip. Hosts take turns through a transaction-scoped advisory lock, which is taken only when something waits; the
/// statement after it sees what the others committed. Its cost grows with the datasets that have a queue and with the slots,
/// not with the length of the queues.
/// </remarks>
public sealed class CrawlAdmission
{
    private const long LockKey = 0x1_96E5_7105;

    private const string LockSql = """
        select pg_advisory_xact_lock($1)
        where exists (select from ingestion.crawl_metadata where status = 'queued' and admitted_at is null)
        """;

    // A planner without statistics must not walk the queue: `materialized` keeps it from counting the slots again for each
    // queued row, the array and the `coalesce` make it find the chosen rows by their key.
    internal const string AdmitSql = """
        with recursive waiting (dataset_id) as (
            (select dataset_id from ingestion.crawl_metadata where status = 'queued' and admitted_at is null
             order by dataset_id limit 1)
            union all
            select (select c.dataset_id from ingestion.crawl_metadata c
                    where c.status = 'queued' and c.admitted_at is null and c.dataset_id > w.dataset_id
                    order by c.dataset_id limit 1)
            from waiting w where w.dataset_id is not null
        ), free as materialized (
            select w.dataset_id, greatest(0, $1 - (
                select count(*) from ingestion.crawl_metadata c
                where c.dataset_id = w.dataset_id and c.admitted_at is not null
                  and c.status in ('queued', 'triggering', 'polling'))) as slots
            from waiting w where w.dataset_id is not null
        ), chosen as materialized (
            select q.crawl_id from free cross join lateral (
                select c.crawl_id from ingestion.crawl_metadata c
                where c.dataset_id = free.dataset_id and c.status = 'queued' and c.admitted_at is null
                order by c.queue_order limit free.slots) q
        ), admitted as (
            update ingestion.crawl_metadata c set admitted_at = now(), dispatched_at = now(), updated_at = now()
            where c.crawl_id = any (array(select crawl_id from chosen))
              and c.status = 'queued' and coalesce(c.admitted_at, 'infinity') = 'infinity'
            returning c.crawl_id, c.queue_order
        ), forgotten as (
            update ingestion.crawl_metadata c set dispatched_at = now()
            where c.status = 'queued' and c.admitted_at is not null and c.dispatched_at < now() - $2
            returning c.crawl_id, c.queue_order
        )
        select crawl_id from (select * from admitted union all select * from forgotten) started order by queue_order
        """;

    private static readonly TimeSpan StartAgainAfter = TimeSpan.FromSeconds(10);

    private readonly Database database;
    private readonly IOptions<CrawlOptions> options;
    private readonly SharedRun<Handover> runs;
    private IReadOnlyList<Guid> lastAdmitted = [];

    /// <summary>Makes the process's one admission.</summary>
    /// <param name="database">The product's database.</param>
    /// <param name="options">The slots per dataset.</param>
    public CrawlAdmission(Database database, IOptions<CrawlOptions> options)
    {
        this.database = database;
        this.options = options;
        runs = new SharedRun<Handover>(AdmitOnceAsync);
    }

    /// <summary>
    /// Admits what fits. Concurrent calls of a process share a run, and one of them gets its crawls; a crawl that was admitted
    /// more than 10 seconds ago and never started is given out again.
    /// </summary>
    /// <param name="cancellationToken">Gives up waiting; what was admitted is then given out again later.</param>
    /// <returns>The crawls whose orchestration this caller starts now, and all that got a slot lately.</returns>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public async Task<AdmittedCrawls> AdmitAsync(CancellationToken cancellationToken)
    {
        Handover run = await runs.JoinAsync(cancellationToken);
        return new AdmittedCrawls(run.Take(), run.Known);
    }

    private async Task<Handover> AdmitOnceAsync()
    {
        NpgsqlBatchCommand takeTurn = new(LockSql);
        takeTurn.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint, Value = LockKey });
        NpgsqlBatchCommand admit = new(AdmitSql);
        admit.Parameters.Add(
            new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint, Value = (long)options.Value.MaxConcurrent });
        admit.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Interval, Value = StartAgainAfter });
        IReadOnlyList<Guid> admitted =
            await database.ReadBatchAsync([takeTurn, admit], row => row.GetGuid(0), CancellationToken.None);
        // Runs follow one another: the one before may have admitted the crawl of a caller who joined this one.
        Handover run = new(admitted, new HashSet<Guid>([.. lastAdmitted, .. admitted]));
        lastAdmitted = admitted;
        return run;
    }

    /// <summary>A run's crawls, for the first of its callers that is still there.</summary>
    private sealed class Handover(IReadOnlyList<Guid> crawlIds, IReadOnlySet<Guid> known)
    {
        private IReadOnlyList<Guid>? left = crawlIds;

        internal IReadOnlySet<Guid> Known => known;

        internal IReadOnlyList<Guid> Take() => Interlocked.Exchange(ref left, null) ?? [];
    }
}
