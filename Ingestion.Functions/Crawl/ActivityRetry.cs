using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Microsoft.DurableTask;

namespace Ingestion.Functions.Crawl;

/// <summary>The long, durable retries of a step. Short ones are inside the clients; ARCHITECTURE.md gives the product of both.</summary>
internal static class ActivityRetry
{
    private const double BackoffCoefficient = 2;

    public static TaskOptions ToTaskOptions(this CrawlPlan plan) => TaskOptions.FromRetryPolicy(
        new RetryPolicy(
            plan.MaxNumberOfAttempts,
            plan.FirstRetryInterval,
            BackoffCoefficient,
            plan.MaxRetryInterval)
        {
            HandleFailure = failure => failure.IsCausedBy<TransientIngestionException>(),
        });
}
