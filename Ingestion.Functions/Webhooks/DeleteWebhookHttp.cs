using Ingestion.Core.Subscriptions;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Webhooks;

/// <summary>`DELETE /api/v1/webhooks/{subscription_id}`: ends a subscription and forgets its secret and its delivery log.</summary>
public sealed class DeleteWebhookHttp(WebhookStore store, OwnerGuard guard)
{
    [Function(FunctionNames.DeleteWebhook)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "api/v1/webhooks/{subscriptionId}")] HttpRequest request,
        string subscriptionId,
        CancellationToken cancellationToken) => guard.RunAsync(request, "subscription_id", subscriptionId, async (owner, id) =>
            await store.DeleteAsync(owner, id, cancellationToken)
                ? new WireResult(StatusCodes.Status200OK, new { Status = "success", SubscriptionId = id })
                : WebhookAnswers.Unknown(id));
}
