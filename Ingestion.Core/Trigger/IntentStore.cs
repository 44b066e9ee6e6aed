using System.Data.Common;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Trigger;

/// <summary>The intents of paid calls. The number of calls is the guard: of two workers, one starts the next call.</summary>
/// <param name="database">The product's database.</param>
public sealed class IntentStore(Database database)
{
    private const string FindSql = """
        select crawl_id, reference, clock_timestamp() - called_at, calls, unanswered, outcome, snapshot_id
        from ingestion.crawl_intents where crawl_id = @crawlId
        """;

    private const string StartCallSql = """
        update ingestion.crawl_intents set
            unanswered = unanswered + case when called_at is not null and outcome is null then 1 else 0 end,
            called_at = clock_timestamp(), calls = calls + 1, outcome = null, settled_at = null
        where crawl_id = @crawlId and calls = @calls and snapshot_id is null
          and exists (select from ingestion.crawl_metadata
                      where crawl_id = @crawlId and status = 'triggering' and cancel_requested_at is null)
        """;

    private const string NotCalledSql = """
        update ingestion.crawl_intents set outcome = @outcome, settled_at = clock_timestamp()
        where crawl_id = @crawlId and calls = @calls and outcome is null
        """;

    private const string OrderedSql = """
        update ingestion.crawl_intents set outcome = 'accepted', snapshot_id = @snapshotId, settled_at = clock_timestamp()
        where crawl_id = @crawlId and snapshot_id is null
        """;

    private const string OwnedSql = """
        select snapshot_id from ingestion.crawl_metadata where snapshot_id = any(@snapshotIds) and crawl_id <> @crawlId
        """;

    internal async Task<CrawlIntent?> FindAsync(Guid crawlId, CancellationToken cancellationToken)
    {
        IReadOnlyList<CrawlIntent> found = await database.ReadAsync(FindSql, new { crawlId }, Read, cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>Commits that a call is about to be sent. False: another worker did, or the crawl is to be cancelled.</summary>
    internal async Task<bool> StartCallAsync(Guid crawlId, int calls, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(StartCallSql, new { crawlId, calls }, cancellationToken) == 1;

    /// <summary>Commits that the call, the one with this number, has certainly ordered nothing.</summary>
    internal Task NotCalledAsync(Guid crawlId, int calls, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            NotCalledSql, new { crawlId, calls, outcome = CrawlIntent.NotCalled }, cancellationToken);

    /// <summary>Commits what was ordered for a crawl that has ended in the meantime.</summary>
    internal Task OrderedAsync(Guid crawlId, string snapshotId, CancellationToken cancellationToken) =>
        database.ExecuteAsync(OrderedSql, new { crawlId, snapshotId }, cancellationToken);

    internal async Task<IReadOnlySet<string>> OwnedByOthersAsync(
        Guid crawlId, string[] snapshotIds, CancellationToken cancellationToken) =>
        (await database.QueryAsync<string>(OwnedSql, new { crawlId, snapshotIds }, cancellationToken)).ToHashSet();

    private static CrawlIntent Read(DbDataReader row) => new(
        row.GetGuid(0),
        row.GetGuid(1),
        row.IsDBNull(2) ? null : row.GetFieldValue<TimeSpan>(2),
        row.GetInt32(3),
        row.GetInt32(4),
        row.IsDBNull(5) ? null : row.GetString(5),
        row.IsDBNull(6) ? null : row.GetString(6));
}
