using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;

namespace Ingestion.Core.Trigger;

/// <summary>
/// Orders a crawl at the provider, which bills every order and knows no idempotency key, so that each crawl is paid for once.
/// </summary>
/// <remarks>
/// Idempotent by crawl id; may be stopped and repeated at any point:
/// 1. a stored snapshot id is the answer; 2. the state and an intent with a unique reference are committed; 3. if an earlier
/// call was started and its outcome is unknown, the provider's snapshots are searched for the reference, and only one that is
/// missing after a delay was never ordered; 4. that a call starts is committed before its first byte; 5. one call; 6. its
/// outcome, the state and the event are committed together. See docs/adr on the paid-trigger protocol.
/// </remarks>
/// <param name="crawls">Reads the crawl.</param>
/// <param name="intents">Reads its intent.</param>
/// <param name="lifecycle">Moves it.</param>
/// <param name="outcomes">Finds out what became of a call.</param>
/// <param name="steps">What comes before the call, and the call.</param>
public sealed class TriggerService(
    CrawlStore crawls, IntentStore intents, CrawlLifecycle lifecycle, UnknownOutcome outcomes, PaidSteps steps)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);

    /// <summary>Orders the crawl, or finds out that it is ordered.</summary>
    /// <param name="input">The crawl.</param>
    /// <param name="cancellationToken">Gives up; what became of the call is then found out by the next attempt.</param>
    /// <exception cref="ProviderUnavailableException">The outcome is unknown; try again: transient.</exception>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public async Task<TriggerResult> TriggerAsync(TriggerInput input, CancellationToken cancellationToken)
    {
        Crawl crawl = await crawls.GetAsync(input.CrawlId, cancellationToken);
        if (Settled(crawl) is { } settled)
        {
            return settled;
        }

        if (crawl.State == CrawlState.Queued)
        {
            if (await steps.CheckBudgetAsync(crawl, cancellationToken) is { } overBudget)
            {
                return await FailAsync(crawl, overBudget, outcome: null, cancellationToken);
            }

            await lifecycle.StartTriggeringAsync(crawl, cancellationToken);
            crawl = await crawls.GetAsync(input.CrawlId, cancellationToken);
            if (Settled(crawl) is { } changed)
            {
                return changed;
            }
        }

        return await OrderAsync(crawl, cancellationToken);
    }

    private async Task<TriggerResult> OrderAsync(Crawl crawl, CancellationToken cancellationToken)
    {
        CrawlIntent intent = await intents.FindAsync(crawl.CrawlId, cancellationToken)
            ?? throw new InvalidOperationException($"Crawl {crawl.CrawlId} is triggering without an intent.");
        if (intent.IsOutcomeUnknown)
        {
            OutcomeResult outcome = await outcomes.ResolveAsync(crawl, intent, cancellationToken);
            switch (outcome.Status)
            {
                case OutcomeStatus.Ordered:
                    return await AcceptAsync(crawl, outcome.SnapshotId!, cancellationToken);
                case OutcomeStatus.Wait:
                    return new TriggerResult { Status = TriggerStatus.RateLimited, RetryAfter = outcome.RetryAfter };
                case OutcomeStatus.GaveUp:
                    return await FailAsync(crawl, outcome.Failure!, outcome: null, cancellationToken);
                default:
                    break;
            }
        }

        PaidCallResult call = await steps.CallAsync(crawl, intent, cancellationToken);
        return call.Status switch
        {
            PaidCallStatus.Accepted => await AcceptAsync(crawl, call.SnapshotId!, cancellationToken),
            PaidCallStatus.RateLimited => new TriggerResult { Status = TriggerStatus.RateLimited, RetryAfter = call.RetryAfter },
            PaidCallStatus.Refused => await FailAsync(crawl, call.Failure!, CrawlIntent.Rejected, cancellationToken),
            _ => await LookAgainAsync(crawl.CrawlId, cancellationToken),
        };
    }

    private async Task<TriggerResult> AcceptAsync(Crawl crawl, string snapshotId, CancellationToken cancellationToken)
    {
        if (!await lifecycle.StartPollingAsync(crawl, snapshotId, cancellationToken))
        {
            Crawl other = await crawls.GetAsync(crawl.CrawlId, cancellationToken);
            await steps.KeepOrStopAsync(other, snapshotId, cancellationToken);
            return await LookAgainAsync(crawl.CrawlId, cancellationToken);
        }

        return new TriggerResult { Status = TriggerStatus.Triggered, SnapshotId = snapshotId };
    }

    private async Task<TriggerResult> FailAsync(
        Crawl crawl, Failure failure, string? outcome, CancellationToken cancellationToken)
    {
        CrawlEnd end = new()
        {
            State = CrawlState.Failed,
            Stage = Stages.Trigger,
            Failure = failure,
            At = lifecycle.Now,
            OnlyFrom = crawl.State,
            IntentOutcome = outcome,
        };
        return await lifecycle.EndAsync(crawl, end, cancellationToken)
            ? new TriggerResult { Status = TriggerStatus.Failed, Failure = failure }
            : await LookAgainAsync(crawl.CrawlId, cancellationToken);
    }

    /// <summary>Another worker, or a caller who cancels, was faster: its result counts.</summary>
    private async Task<TriggerResult> LookAgainAsync(Guid crawlId, CancellationToken cancellationToken) =>
        Settled(await crawls.GetAsync(crawlId, cancellationToken))
        ?? new TriggerResult { Status = TriggerStatus.RateLimited, RetryAfter = LookAgainAfter };

    private static TriggerResult? Settled(Crawl crawl) => crawl switch
    {
        { State: CrawlState.Cancelled } or { CancelRequestedAt: not null } =>
            new TriggerResult { Status = TriggerStatus.Cancelled },
        { State: CrawlState.Failed or CrawlState.TimedOut } =>
            new TriggerResult { Status = TriggerStatus.Failed, Failure = crawl.Failure },
        { SnapshotId: { } snapshotId } => new TriggerResult { Status = TriggerStatus.Triggered, SnapshotId = snapshotId },
        _ => null,
    };
}
