using Ingestion.Core.Errors;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Ingestion.Functions.Owners;

/// <summary>The edge of the routes that belong to an owner: they run for a proven one only, and get the owner's name.</summary>
public sealed class OwnerGuard(IOwnerIdentity identity, ApiGuard guard)
{
    internal Task<IActionResult> RunAsync(HttpRequest request, Func<string, Task<IActionResult>> handle) =>
        guard.RunAsync(() => identity.Read(request) is { } owner
            ? handle(owner)
            : Task.FromResult(ApiError.Of(
                StatusCodes.Status401Unauthorized,
                ErrorCodes.OwnerUnknown,
                "The request does not prove whose accounts it is about.")));

    /// <summary>The same, for routes that carry an id: a malformed one is a 400.</summary>
    internal Task<IActionResult> RunAsync(HttpRequest request, string field, string id, Func<string, Guid, Task<IActionResult>> handle) =>
        RunAsync(request, owner => Guid.TryParseExact(id, "D", out Guid parsed)
            ? handle(owner, parsed)
            : Task.FromResult(ApiError.Invalid(field, "must be a UUID such as 550e8400-e29b-41d4-a716-446655440000")));
}
