using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Crawls;

/// <summary>Reads of <c>crawl_metadata</c>.</summary>
/// <param name="database">The product's database.</param>
public sealed class CrawlStore(Database database)
{
    private const string FindSql = $"select {CrawlRow.Columns} from ingestion.crawl_metadata where crawl_id = @crawlId";

    // Ids are of version 7: their order is the order of creation, so the primary key is the list's index.
    private const string ListSql = $"""
        select {CrawlRow.Columns} from ingestion.crawl_metadata
        where (@before::uuid is null or crawl_id < @before)
          and (@status::text is null or status = @status)
          and (@platform::text is null or platform = @platform)
          and (@datasetId::text is null or dataset_id = @datasetId)
          and (@brand::text is null or brand = @brand)
          and (@competitor::text is null or competitor = @competitor)
          and (@category::text is null or category = @category)
          and (@from::timestamptz is null or created_at >= @from)
          and (@to::timestamptz is null or created_at < @to)
        """;

    private const string NewestSql = " order by crawl_id desc limit @rows";

    /// <summary>Reads one crawl.</summary>
    /// <param name="crawlId">Its id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Null when there is no such crawl.</returns>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public Task<Crawl?> FindAsync(Guid crawlId, CancellationToken cancellationToken) =>
        FindAsync(crawlId, Scope.All, cancellationToken);

    /// <summary>Reads one crawl for a caller.</summary>
    /// <param name="crawlId">Its id.</param>
    /// <param name="scope">What the caller sees.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Null when there is no such crawl in the scope.</returns>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public async Task<Crawl?> FindAsync(Guid crawlId, Scope scope, CancellationToken cancellationToken)
    {
        IReadOnlyList<Crawl> found = await database.ReadAsync(
            $"{FindSql} and {scope.Condition("owner")}", new { crawlId, scope.Owner }, CrawlRow.Read, cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>Reads one page of crawls, newest first.</summary>
    /// <param name="query">Filters, page size and position.</param>
    /// <param name="scope">What the caller sees.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public async Task<CrawlPage> ListAsync(CrawlQuery query, Scope scope, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, CrawlQuery.MaxLimit);
        var parameters = new
        {
            before = query.Cursor?.LastCrawlId,
            status = query.State?.ToWire(),
            query.Platform,
            query.DatasetId,
            query.Brand,
            query.Competitor,
            query.Category,
            from = query.From?.ToUniversalTime(),
            to = query.To?.ToUniversalTime(),
            scope.Owner,
            rows = query.Limit + 1,
        };
        string kind = query.IncludesSyncs ? "" : " and account_id is null";
        IReadOnlyList<Crawl> found = await database.ReadAsync(
            $"{ListSql} and {scope.Condition("owner")}{kind}{NewestSql}", parameters, CrawlRow.Read, cancellationToken);
        if (found.Count <= query.Limit)
        {
            return new CrawlPage(found, Next: null);
        }

        IReadOnlyList<Crawl> page = [.. found.Take(query.Limit)];
        return new CrawlPage(page, new CrawlCursor(page[^1].CrawlId));
    }

    /// <summary>Counts the crawls that were ordered and have not ended.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public Task<long> CountActiveAsync(CancellationToken cancellationToken) => database.ScalarAsync<long>(
        "select count(*) from ingestion.crawl_metadata where finished_at is null and account_id is null", null, cancellationToken);

    internal async Task<Crawl> GetAsync(Guid crawlId, CancellationToken cancellationToken) =>
        await FindAsync(crawlId, cancellationToken)
        ?? throw new InvalidOperationException($"There is no crawl {crawlId}.");
}
