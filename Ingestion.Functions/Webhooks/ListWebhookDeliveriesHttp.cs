using Ingestion.Core.Subscriptions;
using Ingestion.Functions.Owners;
using Ingestion.Functions.Read;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Webhooks;

/// <summary>`GET /api/v1/webhooks/{subscription_id}/deliveries`: what was sent and what came of it, newest first, in keyset pages.</summary>
public sealed class ListWebhookDeliveriesHttp(WebhookStore store, ListAnswers lists, OwnerGuard guard)
{
    [Function(FunctionNames.ListWebhookDeliveries)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/webhooks/{subscriptionId}/deliveries")] HttpRequest request,
        string subscriptionId,
        CancellationToken cancellationToken) => guard.RunAsync(request, "subscription_id", subscriptionId, async (owner, id) =>
            await store.ExistsAsync(owner, id, cancellationToken)
                ? await lists.StreamAsync(request, WebhookListing.Deliveries, filters => ReadFilters(filters, id), cancellationToken)
                : WebhookAnswers.Unknown(id));

    private static void ReadFilters(FilterReader filters, Guid subscriptionId)
    {
        filters.Set("subscription_id", subscriptionId);
        filters.OneOf("status", WebhookListing.DeliveryStates);
        filters.Text("event_type");
    }
}
