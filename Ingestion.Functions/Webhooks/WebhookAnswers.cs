using System.Text.Json;
using System.Text.Json.Nodes;
using Ingestion.Core.Errors;
using Ingestion.Core.Read;
using Ingestion.Core.Subscriptions;
using Ingestion.Functions.Http;
using Ingestion.Functions.Read;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Ingestion.Functions.Webhooks;

/// <summary>The answers of the webhook routes.</summary>
public sealed class WebhookAnswers(ListReader reader, WebhookTargets targets)
{
    /// <summary>The subscription as it is stored, with its secret when it is new; 404 when the owner has none of this id.</summary>
    internal async Task<IActionResult> ReadAsync(
        string owner, Guid subscriptionId, int statusCode, CancellationToken cancellationToken, string? secret = null)
    {
        if (await RowJson.ReadAsync(reader, WebhookListing.One(owner, subscriptionId), cancellationToken) is not [JsonElement webhook])
        {
            return Unknown(subscriptionId);
        }

        if (secret is null)
        {
            return new WireResult(statusCode, webhook);
        }

        JsonObject shown = JsonObject.Create(webhook)!;
        shown["secret"] = secret;
        return new WireResult(statusCode, shown);
    }

    /// <summary>A delivery as the log has it.</summary>
    internal async Task<IActionResult> ReadDeliveryAsync(Guid subscriptionId, Guid deliveryId, CancellationToken cancellationToken) =>
        await RowJson.ReadAsync(reader, WebhookListing.OneDelivery(subscriptionId, deliveryId), cancellationToken) is [JsonElement delivery]
            ? new WireResult(StatusCodes.Status200OK, delivery)
            : Unknown(subscriptionId);

    /// <summary>Null when the URL may be a target as far as can be told now.</summary>
    internal async Task<IActionResult?> RefuseTargetAsync(Uri? url, CancellationToken cancellationToken) =>
        url is not null && await targets.ReasonAsync(url, cancellationToken) is { } reason ? ApiError.Invalid("url", reason) : null;

    internal static IActionResult Unknown(Guid subscriptionId) => ApiError.Of(
        StatusCodes.Status404NotFound, ErrorCodes.WebhookNotFound, $"You have no webhook subscription {subscriptionId}.");
}
