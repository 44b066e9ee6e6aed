using Ingestion.Core.Registration;
using Microsoft.Extensions.Logging;

namespace Ingestion.Core.Subscriptions;

internal static partial class Log
{
    [LoggerMessage(
        LogEventIds.Webhooks + 1,
        LogLevel.Error,
        "The secret of webhook subscription {SubscriptionId} cannot be opened; its events wait")]
    internal static partial void SecretUnreadable(this ILogger logger, Exception exception, Guid subscriptionId);

    [LoggerMessage(
        LogEventIds.Webhooks + 2,
        LogLevel.Warning,
        "Events for webhook subscription {SubscriptionId} could not all be sent now; they are sent when its lease is over")]
    internal static partial void TurnFailed(this ILogger logger, Exception exception, Guid subscriptionId);

    [LoggerMessage(
        LogEventIds.Webhooks + 3,
        LogLevel.Warning,
        "Webhook subscription {SubscriptionId} is disabled ({Reason}); its owner can enable it again")]
    internal static partial void WebhookDisabled(this ILogger logger, Guid subscriptionId, string reason);
}
