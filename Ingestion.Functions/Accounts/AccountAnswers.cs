using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Creators;
using Ingestion.Core.Errors;
using Ingestion.Core.Read;
using Ingestion.Functions.Http;
using Ingestion.Functions.Read;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Ingestion.Functions.Accounts;

/// <summary>The answers of the account routes.</summary>
public sealed class AccountAnswers(ListReader reader, CreatorStore creators)
{
    /// <summary>The account as it is stored; 404 when the owner has none of this id.</summary>
    internal async Task<IActionResult> ReadAsync(
        string owner, Guid accountId, int statusCode, CancellationToken cancellationToken) =>
        await RowJson.ReadAsync(reader, AccountListing.One(owner, accountId), cancellationToken) is [JsonElement account]
            ? new WireResult(statusCode, account)
            : Unknown(accountId);

    /// <summary>Null when the creator may be used: there is none, or it is the owner's.</summary>
    internal async Task<IActionResult?> RefuseCreatorAsync(string owner, Guid? creatorId, CancellationToken cancellationToken) =>
        creatorId is not { } id || await creators.ExistsAsync(owner, id, cancellationToken)
            ? null
            : ApiError.Invalid("creator_id", "is not one of your creators");

    internal static IActionResult Unknown(Guid accountId) =>
        ApiError.Of(StatusCodes.Status404NotFound, ErrorCodes.AccountNotFound, $"You have no account {accountId}.");

    internal static IActionResult Exists(NewAccount account, Guid existingId) => ApiError.Taken(
        ErrorCodes.AccountExists,
        $"Account {account.ExternalId} of {account.Platform} is connected already, as {existingId}.",
        existingId);
}
