using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Trigger;

internal enum OutcomeStatus
{
    /// <summary>The provider has the order.</summary>
    Ordered,

    /// <summary>The order is missing and will not turn up any more: it may be placed.</summary>
    NotOrdered,

    /// <summary>It may still turn up, or the provider is not to be asked now.</summary>
    Wait,

    /// <summary>It cannot be found out, or too many calls went unanswered.</summary>
    GaveUp,
}

internal sealed record OutcomeResult(
    OutcomeStatus Status, string? SnapshotId = null, TimeSpan? RetryAfter = null, Failure? Failure = null);

/// <summary>Decides what a call without an answer has done.</summary>
/// <param name="reconciler">Looks at the provider.</param>
/// <param name="options">How long a snapshot may be missing in the provider's list.</param>
public sealed class UnknownOutcome(TriggerReconciler reconciler, IOptions<TriggerOptions> options)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    /// <exception cref="ProviderUnavailableException">The provider does not say: transient.</exception>
    internal async Task<OutcomeResult> ResolveAsync(Crawl crawl, CrawlIntent intent, CancellationToken cancellationToken)
    {
        try
        {
            return await reconciler.FindAsync(crawl, intent, cancellationToken) is { } snapshotId
                ? new OutcomeResult(OutcomeStatus.Ordered, snapshotId)
                : Missing(intent);
        }
        catch (ProviderRateLimitedException exception)
        {
            return new OutcomeResult(OutcomeStatus.Wait, RetryAfter: exception.RetryAfter);
        }
        catch (ProviderRejectedException exception)
        {
            return new OutcomeResult(OutcomeStatus.GaveUp, Failure: CrawlLifecycle.FailureOf(exception));
        }
    }

    private OutcomeResult Missing(CrawlIntent intent)
    {
        TimeSpan delay = options.Value.ReconcileDelay * Math.Pow(2, Math.Min(intent.Unanswered, 10));
        delay = delay < LongestDelay ? delay : LongestDelay;
        delay = delay > options.Value.ReconcileDelay ? delay : options.Value.ReconcileDelay;
        // The age was read before the look: the snapshot has been missing for at least so long.
        TimeSpan missingFor = intent.CalledAgo!.Value;
        if (missingFor < delay)
        {
            return new OutcomeResult(OutcomeStatus.Wait, RetryAfter: delay - missingFor);
        }

        int unanswered = intent.Unanswered + 1;
        return unanswered < options.Value.MaxUnansweredCalls
            ? new OutcomeResult(OutcomeStatus.NotOrdered)
            : new OutcomeResult(
                OutcomeStatus.GaveUp,
                Failure: new Failure(
                    ErrorCodes.BrightDataUnavailable, $"the provider answered none of {unanswered} calls; nothing was ordered"));
    }
}
