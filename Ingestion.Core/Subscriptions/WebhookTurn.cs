using Ingestion.Core.Errors;
using Ingestion.Core.Security;
using Microsoft.Extensions.Logging;

namespace Ingestion.Core.Subscriptions;

/// <summary>
/// Sends what one receiver is to get now: events of one crawl or account in order, a few of these at a time. A receiver in trouble ends
/// the turn, so that it costs one attempt and not one for each event.
/// </summary>
internal sealed class WebhookTurn(
    TurnStore store, WebhookSender sender, KeyWrapper keys, TimeProvider clock, ILogger<WebhookTurn> logger)
{
    /// <summary>After this no attempt of the turn begins.</summary>
    internal static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    private const int MaxDeliveries = 50;
    private const int MaxConcurrent = 4;

    private static readonly TimeSpan UnreadableRest = TimeSpan.FromMinutes(5);

    /// <summary>What cannot be done now is left to the next turn.</summary>
    internal async Task RunAsync(WebhookTarget webhook, Guid leaseId, CancellationToken cancellationToken)
    {
        try
        {
            await OpenAndSendAsync(webhook, leaseId, cancellationToken);
        }
        catch (IngestionException failure)
        {
            logger.TurnFailed(failure, webhook.SubscriptionId);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops. What was under way is sent again when the lease is over.
        }
    }

    private async Task OpenAndSendAsync(WebhookTarget webhook, Guid leaseId, CancellationToken cancellationToken)
    {
        IReadOnlyList<WebhookSecret> secrets;
        try
        {
            using DataKey key = await keys.OpenAsync(webhook.SubscriptionId, webhook.Secrets.DataKey, cancellationToken);
            secrets = webhook.Secrets.Open(key);
        }
        catch (CredentialsUnreadableException failure)
        {
            logger.SecretUnreadable(failure, webhook.SubscriptionId);
            await store.ReleaseAsync(webhook.SubscriptionId, leaseId, UnreadableRest, CancellationToken.None);
            return;
        }

        await SettleAsync(webhook, leaseId, await SendAsync(webhook, secrets, cancellationToken));
    }

    private async Task<TurnOutcome> SendAsync(
        WebhookTarget webhook, IReadOnlyList<WebhookSecret> secrets, CancellationToken cancellationToken)
    {
        long started = clock.GetTimestamp();
        TurnOutcome outcome = new();
        IReadOnlyList<DueDelivery> due = await store.ReadDueAsync(webhook.SubscriptionId, MaxDeliveries, cancellationToken);
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = MaxConcurrent, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(due.GroupBy(delivery => delivery.AggregateId), parallel, async (inOrder, token) =>
        {
            foreach (DueDelivery delivery in inOrder)
            {
                if (outcome.IsOver || clock.GetElapsedTime(started) > Length)
                {
                    return;
                }

                SendResult result = await sender.SendAsync(webhook.Url, delivery.Message, secrets, token);
                outcome.Add(result);
                await store.RecordAsync(delivery, result, CancellationToken.None);
            }
        });
        return outcome;
    }

    private async Task SettleAsync(WebhookTarget webhook, Guid leaseId, TurnOutcome outcome)
    {
        if (!outcome.HasSent)
        {
            await store.ReleaseAsync(webhook.SubscriptionId, leaseId, TimeSpan.Zero, CancellationToken.None);
            return;
        }

        bool isLasting = await store.SettleAsync(webhook.SubscriptionId, leaseId, outcome, CancellationToken.None);
        string? reason = outcome.IsGone ? "gone" : isLasting ? "failing" : null;
        if (reason is not null && await store.DisableAsync(webhook, reason, CancellationToken.None))
        {
            logger.WebhookDisabled(webhook.SubscriptionId, reason);
        }
    }
}
