using Ingestion.Core.Accounts;
using Ingestion.Core.Subscriptions;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Webhooks;

/// <summary>`PATCH /api/v1/webhooks/{subscription_id}`: changes the fields that are named; `enabled: true` sends again.</summary>
public sealed class ChangeWebhookHttp(WebhookRequestReader reader, WebhookStore store, WebhookAnswers answers, OwnerGuard guard)
{
    [Function(FunctionNames.ChangeWebhook)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "patch", Route = "api/v1/webhooks/{subscriptionId}")] HttpRequest request,
        string subscriptionId,
        CancellationToken cancellationToken) => guard.RunAsync(request, "subscription_id", subscriptionId, async (owner, id) =>
        {
            if (await RequestBody.ReadAsync(request, cancellationToken) is not { } body)
            {
                return RequestBody.TooLarge;
            }

            RequestRead<WebhookChanges> read = reader.ReadChanges(body);
            if (read.Request is not { } changes)
            {
                return ApiError.Invalid(read.Errors);
            }

            if (await answers.RefuseTargetAsync(changes.Url, cancellationToken) is { } refused)
            {
                return refused;
            }

            await store.ChangeAsync(owner, id, changes, cancellationToken);
            return await answers.ReadAsync(owner, id, StatusCodes.Status200OK, cancellationToken);
        });
}
