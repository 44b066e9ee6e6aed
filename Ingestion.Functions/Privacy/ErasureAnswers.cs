using System.Text.Json;
using System.Text.Json.Nodes;
using Ingestion.Core.Errors;
using Ingestion.Core.Privacy;
using Ingestion.Core.Read;
using Ingestion.Functions.Http;
using Ingestion.Functions.Read;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Ingestion.Functions.Privacy;

/// <summary>The answers of the privacy routes.</summary>
public sealed class ErasureAnswers(ListReader reader)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>200 when it is completed, 202 as long as it runs; 404 when the owner asked for none of this id.</summary>
    internal async Task<IActionResult> ReadAsync(string owner, Guid erasureId, CancellationToken cancellationToken)
    {
        if (await RowJson.ReadAsync(reader, ErasureListing.One(owner, erasureId), cancellationToken) is not [JsonElement erasure])
        {
            return ApiError.Of(
                StatusCodes.Status404NotFound, ErrorCodes.ErasureNotFound, $"You asked for no erasure {erasureId}.");
        }

        JsonObject shown = JsonObject.Create(erasure)!;
        shown["status_url"] = $"/api/v1/privacy/erase/{erasureId}";
        return erasure.GetProperty("status").GetString() == "completed"
            ? new WireResult(StatusCodes.Status200OK, shown)
            : new WireResult(StatusCodes.Status202Accepted, shown, RetryAfter);
    }
}
