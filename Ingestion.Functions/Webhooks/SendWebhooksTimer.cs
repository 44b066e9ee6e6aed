using Ingestion.Core.Subscriptions;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Webhooks;

/// <summary>Every five seconds: sends what is due to the owners' receivers.</summary>
public sealed class SendWebhooksTimer(WebhookDispatcher dispatcher)
{
    [Function(FunctionNames.SendWebhooks)]
    public Task RunAsync(
        [TimerTrigger("*/5 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken) =>
        dispatcher.RunAsync(cancellationToken);
}
