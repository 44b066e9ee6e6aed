using Ingestion.Core.Subscriptions;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Read;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Webhooks;

/// <summary>`GET /api/v1/webhooks`: the caller's subscriptions, newest first, in keyset pages.</summary>
public sealed class ListWebhooksHttp(ListAnswers lists, OwnerGuard guard)
{
    [Function(FunctionNames.ListWebhooks)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/webhooks")] HttpRequest request,
        CancellationToken cancellationToken) => lists.RunAsync(
            guard, request, WebhookListing.Webhooks, (filters, owner) => filters.Set("owner", owner), cancellationToken);
}
