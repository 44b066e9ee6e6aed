using Ingestion.Core.Read;
using Ingestion.Core.Subscriptions;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
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
        CancellationToken cancellationToken) => guard.RunAsync(
            request,
            (_, parameters) => Read(request, parameters, subscriptionId),
            async (owner, query) => await store.ExistsAsync(owner, query.SubscriptionId, cancellationToken)
                ? await lists.StreamAsync(request, query.Deliveries, cancellationToken)
                : WebhookAnswers.Unknown(query.SubscriptionId));

    private static (Guid SubscriptionId, ListQuery Deliveries) Read(
        HttpRequest request, QueryReader parameters, string subscriptionId)
    {
        Guid id = parameters.Id("subscription_id", subscriptionId);
        return (id, ListAnswers.Read(request, parameters, WebhookListing.Deliveries, filters => ReadFilters(filters, id)));
    }

    private static void ReadFilters(FilterReader filters, Guid subscriptionId)
    {
        filters.Set("subscription_id", subscriptionId);
        filters.OneOf("status", WebhookListing.DeliveryStates);
        filters.Text("event_type");
    }
}
