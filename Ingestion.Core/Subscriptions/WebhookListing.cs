using Ingestion.Core.Read;

namespace Ingestion.Core.Subscriptions;

/// <summary>The lists of subscriptions and of their deliveries. Secrets are no field of either.</summary>
public static class WebhookListing
{
    /// <summary>The subscriptions; the filter <c>owner</c> has to be set by the route.</summary>
    public static Listing Webhooks { get; } = new(
        "webhooks",
        "ingestion.webhook_subscriptions w",
        [
            new("subscription_id", FieldKind.Uuid, "w.subscription_id"),
            new("url", FieldKind.Text, "w.url"),
            new("description", FieldKind.Text, "w.description"),
            new("event_types", FieldKind.Texts, "w.event_types"),
            new("enabled", FieldKind.Flag, "(w.disabled_at is null)"),
            new("disabled_at", FieldKind.Time, "w.disabled_at"),
            new("disabled_reason", FieldKind.Text, "w.disabled_reason"),
            new("failing_since", FieldKind.Time, "w.failing_since"),
            new("last_delivered_at", FieldKind.Time, "w.last_delivered_at"),
            new("last_failed_at", FieldKind.Time, "w.last_failed_at"),
            new("old_secret_until", FieldKind.Time, "w.old_secret_until"),
            new("created_at", FieldKind.Time, "w.created_at"),
            new("updated_at", FieldKind.Time, "w.updated_at"),
        ],
        [new("subscription_id", FieldKind.Uuid, "w.subscription_id")])
    {
        Sorts = [new("created_at", FieldKind.Time, "w.created_at", IsNullable: false)],
        Filters = new Dictionary<string, string>
        {
            ["owner"] = "w.owner = @owner",
            ["subscription_id"] = "w.subscription_id = @subscription_id",
        },
    };

    /// <summary>The deliveries; the filter <c>subscription_id</c> has to be set by the route, which has looked whose it is.</summary>
    public static Listing Deliveries { get; } = new(
        "deliveries",
        "ingestion.webhook_deliveries d",
        [
            new("delivery_id", FieldKind.Uuid, "d.delivery_id"),
            new("event_id", FieldKind.Uuid, "d.event_id"),
            new("event_type", FieldKind.Text, "d.event_type"),
            new("status", FieldKind.Text, "d.status"),
            new("attempts", FieldKind.Number, "d.attempts::bigint"),
            new("next_attempt_at", FieldKind.Time, "d.next_attempt_at"),
            new("response_status", FieldKind.Number, "d.response_status::bigint"),
            new("duration_ms", FieldKind.Number, "d.duration_ms::bigint"),
            new("error", FieldKind.Text, "d.error"),
            new("answer_cut", FieldKind.Text, "d.answer_cut"),
            new("created_at", FieldKind.Time, "d.created_at"),
            new("last_attempt_at", FieldKind.Time, "d.last_attempt_at"),
            new("finished_at", FieldKind.Time, "d.finished_at"),
        ],
        [new("delivery_id", FieldKind.Uuid, "d.delivery_id")])
    {
        Sorts = [new("created_at", FieldKind.Time, "d.created_at", IsNullable: false)],
        Filters = new Dictionary<string, string>
        {
            ["subscription_id"] = "d.subscription_id = @subscription_id",
            ["delivery_id"] = "d.delivery_id = @delivery_id",
            ["status"] = "d.status = @status",
            ["event_type"] = "d.event_type = @event_type",
        },
    };

    /// <summary>What a delivery may be.</summary>
    public static IReadOnlyList<string> DeliveryStates { get; } = ["pending", "delivered", "failed"];

    /// <summary>One subscription of an owner.</summary>
    /// <param name="owner">Whose it has to be.</param>
    /// <param name="subscriptionId">Its id.</param>
    public static ListQuery One(string owner, Guid subscriptionId) => ListQuery.Of(
        Webhooks, new Dictionary<string, object> { ["owner"] = owner, ["subscription_id"] = subscriptionId }, limit: 1);

    /// <summary>One delivery of a subscription.</summary>
    /// <param name="subscriptionId">Whose it has to be.</param>
    /// <param name="deliveryId">Its id.</param>
    public static ListQuery OneDelivery(Guid subscriptionId, Guid deliveryId) => ListQuery.Of(
        Deliveries,
        new Dictionary<string, object> { ["subscription_id"] = subscriptionId, ["delivery_id"] = deliveryId },
        limit: 1);
}
