using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Ingestion.Core.Providers.BrightData;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Crawls;

/// <summary>What an order may bring at most.</summary>
/// <param name="Request">The order, with the default number of posts where it gives none.</param>
/// <param name="MaxRecords">The most records that the provider may deliver and bill.</param>
/// <param name="UsdPerThousandRecords">The price that <see cref="MaxCostUsd"/> goes by.</param>
/// <param name="BudgetLimit">Records that the brand may have in a month; null without a budget.</param>
/// <param name="BudgetUsed">Of those, records that are delivered or ordered; null without a budget.</param>
public sealed record CrawlEstimate(
    CrawlRequest Request, int MaxRecords, decimal UsdPerThousandRecords, long? BudgetLimit, long? BudgetUsed)
{
    private const int Thousand = 1000;

    /// <summary>The most that the records may cost, in US dollars.</summary>
    public decimal MaxCostUsd => MaxRecords * UsdPerThousandRecords / Thousand;

    /// <summary>Whether the order would be accepted now.</summary>
    public bool IsWithinBudget => BudgetLimit is null || BudgetUsed + Request.NumOfPosts <= BudgetLimit;
}

/// <summary>Estimates orders without storing or calling anything.</summary>
/// <param name="database">The product's database.</param>
/// <param name="budget">The cap per brand.</param>
/// <param name="options">The number of posts of an order that gives none.</param>
/// <param name="provider">The price of a record.</param>
/// <param name="clock">The month of the budget.</param>
public sealed class CrawlEstimator(
    Database database,
    IOptions<BudgetOptions> budget,
    IOptions<CrawlOptions> options,
    IOptions<BrightDataOptions> provider,
    TimeProvider clock)
{
    private static readonly string UsedSql = $"select ({BudgetSql.Used("@brand", "@month", "@assumed")})::bigint";

    /// <summary>Estimates an order. An order at the same moment may use the budget first.</summary>
    /// <param name="request">A valid order.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public async Task<CrawlEstimate> EstimateAsync(CrawlRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        CrawlRequest capped = request.Capped(options.Value);
        bool isOne = DatasetCatalog.Find(capped.DatasetId)?.IsOneRecord(capped.Url) == true;
        long? limit = capped.Brand is null ? null : budget.Value.MonthlyRecordsPerBrand;
        return new CrawlEstimate(
            capped,
            isOne ? 1 : capped.NumOfPosts!.Value,
            provider.Value.UsdPerThousandRecords,
            limit,
            limit is null ? null : await UsedAsync(capped.Brand!, cancellationToken));
    }

    private Task<long> UsedAsync(string brand, CancellationToken cancellationToken) => database.ScalarAsync<long>(
        UsedSql,
        new { brand, month = BudgetSql.MonthOf(clock.GetUtcNow()), assumed = (long)budget.Value.AssumedRecordsPerCrawl },
        cancellationToken);
}
