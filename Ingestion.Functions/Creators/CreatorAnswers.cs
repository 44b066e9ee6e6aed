using System.Text.Json;
using Ingestion.Core.Creators;
using Ingestion.Core.Errors;
using Ingestion.Core.Read;
using Ingestion.Functions.Http;
using Ingestion.Functions.Read;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Ingestion.Functions.Creators;

/// <summary>The answers of the creator routes.</summary>
public sealed class CreatorAnswers(ListReader reader)
{
    /// <summary>The creator as it is stored; 404 when the owner has none of this id.</summary>
    internal async Task<IActionResult> ReadAsync(
        string owner, Guid creatorId, int statusCode, CancellationToken cancellationToken) =>
        await RowJson.ReadAsync(reader, CreatorListing.One(owner, creatorId), cancellationToken) is [JsonElement creator]
            ? new WireResult(statusCode, creator)
            : Unknown(creatorId);

    /// <summary>What a write came to: the creator, or why not.</summary>
    internal Task<IActionResult> WrittenAsync(
        string owner, CreatorWrite write, int statusCode, CancellationToken cancellationToken) =>
        write.Status is CreatorWriteStatus.Done
            ? ReadAsync(owner, write.CreatorId, statusCode, cancellationToken)
            : Task.FromResult(Refused(write));

    internal static IActionResult Refused(CreatorWrite write) => write.Status switch
    {
        CreatorWriteStatus.ReferenceTaken => ApiError.Taken(
            ErrorCodes.CreatorExists, $"Creator {write.CreatorId} has this reference already.", write.CreatorId),
        CreatorWriteStatus.HasAccounts => ApiError.Of(
            StatusCodes.Status409Conflict, ErrorCodes.CreatorHasAccounts, $"Creator {write.CreatorId} has accounts."),
        _ => Unknown(write.CreatorId),
    };

    private static IActionResult Unknown(Guid creatorId) =>
        ApiError.Of(StatusCodes.Status404NotFound, ErrorCodes.CreatorNotFound, $"You have no creator {creatorId}.");
}
