using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Crawls;

/// <summary>
/// Looks at the brand's month once more before anything is paid: what was delivered may be more than was ordered.
/// </summary>
/// <param name="database">The product's database.</param>
/// <param name="budget">The cap.</param>
/// <param name="clock">The month.</param>
public sealed class BudgetGuard(Database database, IOptions<BudgetOptions> budget, TimeProvider clock)
{
    // Crawls that still wait in the queue come later and are checked when it is their turn.
    private const string UsedSql = """
        select (select coalesce(sum(coalesce(record_count, provider_records, 0)), 0)
                from ingestion.crawl_metadata
                where brand = @brand and finished_at is not null and finished_at >= @month
                  and (downloading_at is null or downloading_at >= @month))
             + (select coalesce(sum(coalesce(record_count, provider_records, num_of_posts, @assumed)), 0)
                from ingestion.crawl_metadata
                where brand = @brand and finished_at is null and status <> 'queued' and crawl_id <> @crawlId
                  and (downloading_at is null or downloading_at >= @month))
        """;

    internal async Task<Failure?> CheckAsync(Crawl crawl, CancellationToken cancellationToken)
    {
        if (budget.Value.MonthlyRecordsPerBrand is not { } cap || crawl.Request.Brand is not { } brand)
        {
            return null;
        }

        int assumed = budget.Value.AssumedRecordsPerCrawl;
        DateTimeOffset month = BudgetSql.MonthOf(clock.GetUtcNow());
        decimal used = await database.ScalarAsync<decimal>(
            UsedSql, new { brand, month, assumed, crawl.CrawlId }, cancellationToken);
        decimal wanted = crawl.Request.NumOfPosts ?? assumed;
        return used + wanted <= cap
            ? null
            : new Failure(
                ErrorCodes.BudgetExceeded,
                $"{brand} has used or ordered {used} of {cap} records this month; this crawl wants {wanted}");
    }
}
