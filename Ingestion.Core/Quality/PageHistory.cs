using Ingestion.Core.Store;
using Npgsql;

namespace Ingestion.Core.Quality;

/// <summary>What earlier crawls of the same page brought.</summary>
/// <param name="Compared">How many crawls <paramref name="MedianRows"/> is taken of.</param>
/// <param name="MedianRows">Median of the rows that they brought; 0 without any.</param>
/// <param name="HasAnswered">Whether any crawl of the page ever brought rows.</param>
internal sealed record PageHistory(long Compared, double MedianRows, bool HasAnswered)
{
    private const string IsEarlier = """
        e.dataset_id = this.dataset_id and md5(e.url) = md5(this.url) and e.url = this.url and e.status = 'completed'
            and e.crawl_id < this.crawl_id
        """;

    private const string Rows = "e.stored_count + e.updated_count + e.unchanged_count";

    // Ids are of version 7: lower means earlier, so that a replay compares with the same crawls. Crawls that asked for another
    // number of posts or another length of time are no measure; a page that answered them is still known to answer. Each look
    // is lateral, so that it goes back along the index only as far as it must: a page may have been crawled thousands of times.
    private const string Sql = $"""
        select last.compared as Compared, last.median as MedianRows, answered.ever as HasAnswered
        from ingestion.crawl_metadata this
        cross join lateral (
            select count(*) as compared, coalesce(percentile_cont(0.5) within group (order by rows), 0) as median
            from (
                select {Rows} as rows from ingestion.crawl_metadata e
                where {IsEarlier} and e.stored_count is not null
                    and e.num_of_posts is not distinct from this.num_of_posts
                    and e.end_date - e.start_date is not distinct from this.end_date - this.start_date
                order by e.crawl_id desc limit @crawls
            ) alike
        ) last
        cross join lateral (
            select exists (select from ingestion.crawl_metadata e where {IsEarlier} and {Rows} > 0) as ever
        ) answered
        where this.crawl_id = @crawlId
        """;

    internal static Task<PageHistory> ReadAsync(
        NpgsqlConnection connection, Guid crawlId, int crawls, CancellationToken cancellationToken) =>
        connection.ReadAsync<PageHistory>(Sql, new { crawlId, crawls }, cancellationToken);

    /// <summary>Whether so few rows are suspicious.</summary>
    internal bool IsDrop(long rows, QualityOptions options) =>
        Compared >= options.MinComparedCrawls && rows < MedianRows * options.MinRowsPercent / 100;
}
