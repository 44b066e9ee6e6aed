using Ingestion.Functions.Callers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Webhooks;

/// <summary>`GET /api/v1/webhooks/{subscription_id}`: one subscription. Its secret is not given.</summary>
public sealed class ReadWebhookHttp(WebhookAnswers answers, OwnerGuard guard)
{
    [Function(FunctionNames.ReadWebhook)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/webhooks/{subscriptionId}")] HttpRequest request,
        string subscriptionId,
        CancellationToken cancellationToken) => guard.RunAsync(
            request,
            "subscription_id",
            subscriptionId,
            (owner, id) => answers.ReadAsync(owner, id, StatusCodes.Status200OK, cancellationToken));
}
