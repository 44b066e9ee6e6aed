using Ingestion.Core.Subscriptions;
using Ingestion.Functions.Callers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Webhooks;

/// <summary>`POST /api/v1/webhooks/{subscription_id}/test`: sends a made-up event at once; answers with what came of it.</summary>
public sealed class TestWebhookHttp(WebhookTrial trial, WebhookAnswers answers, OwnerGuard guard)
{
    [Function(FunctionNames.TestWebhook)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/v1/webhooks/{subscriptionId}/test")] HttpRequest request,
        string subscriptionId,
        CancellationToken cancellationToken) => guard.RunAsync(request, "subscription_id", subscriptionId, async (owner, id) =>
            await trial.SendAsync(owner, id, cancellationToken) is { } deliveryId
                ? await answers.ReadDeliveryAsync(id, deliveryId, cancellationToken)
                : WebhookAnswers.Unknown(id));
}
