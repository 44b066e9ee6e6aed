using Ingestion.Core.Accounts;
using Ingestion.Core.Errors;
using Ingestion.Core.Subscriptions;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Webhooks;

/// <summary>`POST /api/v1/webhooks`: subscribes to events. The secret is in this answer and in no other.</summary>
public sealed class CreateWebhookHttp(WebhookRequestReader reader, WebhookStore store, WebhookAnswers answers, OwnerGuard guard)
{
    [Function(FunctionNames.CreateWebhook)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/v1/webhooks")] HttpRequest request,
        CancellationToken cancellationToken) => guard.RunAsync(request, async owner =>
        {
            if (await RequestBody.ReadAsync(request, cancellationToken) is not { } body)
            {
                return RequestBody.TooLarge;
            }

            RequestRead<NewWebhook> read = reader.ReadOrder(body);
            if (read.Request is not { } webhook)
            {
                return ApiError.Invalid(read.Errors);
            }

            if (await answers.RefuseTargetAsync(webhook.Url, cancellationToken) is { } refused)
            {
                return refused;
            }

            return await store.AddAsync(owner, webhook, cancellationToken) is { } added
                ? await answers.ReadAsync(owner, added.SubscriptionId, StatusCodes.Status201Created, cancellationToken, added.Secret)
                : ApiError.Of(
                    StatusCodes.Status409Conflict, ErrorCodes.WebhookLimitReached, "You have as many webhook subscriptions as an owner may have.");
        });
}
