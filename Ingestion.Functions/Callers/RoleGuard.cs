using Ingestion.Core.Errors;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Ingestion.Functions.Callers;

/// <summary>
/// The edge of a route that needs a role. A function's class declares its role by the guard that it takes:
/// <see cref="ReaderGuard"/>, <see cref="OwnerGuard"/> or <see cref="OperatorGuard"/>. <see cref="ApiGuard"/> alone is public.
/// </summary>
/// <typeparam name="TCaller">What the route gets.</typeparam>
public abstract class RoleGuard<TCaller>
    where TCaller : class
{
    private readonly string _role;
    private readonly CallerReader _callers;

    private protected RoleGuard(string role, CallerReader callers, ApiGuard guard)
    {
        _role = role;
        _callers = callers;
        Guard = guard;
    }

    private protected ApiGuard Guard { get; }

    /// <summary>Runs a route without parameters.</summary>
    internal Task<IActionResult> RunAsync(HttpRequest request, Func<TCaller, Task<IActionResult>> handle) =>
        RunAsync(request, (_, _) => true, (caller, _) => handle(caller));

    /// <summary>Runs a route whose path carries an id.</summary>
    internal Task<IActionResult> RunAsync(
        HttpRequest request, string field, string id, Func<TCaller, Guid, Task<IActionResult>> handle) =>
        RunAsync(request, (_, parameters) => parameters.Id(field, id), handle);

    /// <summary>Runs a route with parameters.</summary>
    internal Task<IActionResult> RunAsync<TQuery>(
        HttpRequest request, Func<TCaller, QueryReader, TQuery> read, Func<TCaller, TQuery, Task<IActionResult>> handle) =>
        _callers.Read(request) switch
        {
            null => RefuseUnknown("The Authorization header shows no key of this service."),
            { } caller when Admit(caller) is { } admitted => Guard.RunAsync(
                request, parameters => read(admitted, parameters), query => handle(admitted, query)),
            { Name: null } => RefuseUnknown($"This route needs the role {_role}; the request shows no key."),
            { } caller => Refuse(
                StatusCodes.Status403Forbidden,
                ErrorCodes.RoleRequired,
                $"This route needs the role {_role}; the caller is {caller.Kind.ToString().ToLowerInvariant()} {caller.Name}."),
        };

    /// <returns>Null when the caller has not the role.</returns>
    private protected abstract TCaller? Admit(Caller caller);

    private static Task<IActionResult> RefuseUnknown(string message) =>
        Refuse(StatusCodes.Status401Unauthorized, ErrorCodes.OwnerUnknown, message);

    private static Task<IActionResult> Refuse(int statusCode, string errorCode, string message) =>
        Task.FromResult(ApiError.Of(statusCode, errorCode, message));
}
