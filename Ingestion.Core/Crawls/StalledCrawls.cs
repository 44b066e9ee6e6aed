using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Crawls;

/// <summary>
/// Finds crawls that were begun and have not moved for a quarter of an hour: one that waits is among them, and so is one whose
/// orchestration was terminated, purged, or lost with its task hub. The tails of syncs have a sweep of their own.
/// </summary>
/// <param name="database">The product's database.</param>
public sealed class StalledCrawls(Database database)
{
    private const string FindSql = """
        select crawl_id from ingestion.crawl_metadata
        where finished_at is null and account_id is null and status <> 'queued' and updated_at < now() - interval '15 minutes'
        order by updated_at limit 1000
        """;

    /// <summary>The crawls, the longest still first; 1,000 at most.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public Task<IReadOnlyList<Guid>> FindAsync(CancellationToken cancellationToken) =>
        database.QueryAsync<Guid>(FindSql, null, cancellationToken);
}
