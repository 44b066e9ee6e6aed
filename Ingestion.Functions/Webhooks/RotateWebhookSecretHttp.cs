using Ingestion.Core.Subscriptions;
using Ingestion.Functions.Callers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Webhooks;

/// <summary>`POST /api/v1/webhooks/{subscription_id}/secret`: gives a new secret, in this answer only; the old one signs as well for a while.</summary>
public sealed class RotateWebhookSecretHttp(WebhookStore store, WebhookAnswers answers, OwnerGuard guard)
{
    [Function(FunctionNames.RotateWebhookSecret)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/v1/webhooks/{subscriptionId}/secret")] HttpRequest request,
        string subscriptionId,
        CancellationToken cancellationToken) => guard.RunAsync(request, "subscription_id", subscriptionId, async (owner, id) =>
        {
            string? secret = await store.RotateSecretAsync(owner, id, cancellationToken);
            return await answers.ReadAsync(owner, id, StatusCodes.Status200OK, cancellationToken, secret);
        });
}
