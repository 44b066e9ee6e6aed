using Ingestion.Core.Crawls;

namespace Ingestion.Core.Trigger;

/// <summary>The last look at the budget, the call, and what is left when its answer comes too late.</summary>
/// <param name="budget">The brand's month.</param>
/// <param name="call">The paid call.</param>
/// <param name="lost">Orders that nobody waits for.</param>
public sealed class PaidSteps(BudgetGuard budget, PaidCall call, LostSnapshots lost)
{
    internal Task<Failure?> CheckBudgetAsync(Crawl crawl, CancellationToken cancellationToken) =>
        budget.CheckAsync(crawl, cancellationToken);

    internal Task<PaidCallResult> CallAsync(Crawl crawl, CrawlIntent intent, CancellationToken cancellationToken) =>
        call.MakeAsync(crawl, intent, cancellationToken);

    internal Task KeepOrStopAsync(Crawl ended, string snapshotId, CancellationToken cancellationToken) =>
        lost.KeepOrStopAsync(ended, snapshotId, cancellationToken);
}
