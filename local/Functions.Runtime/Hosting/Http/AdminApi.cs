using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Functions.Runtime.Hosting;

/// <summary><c>POST /admin/functions/{name}</c>: runs a timer function now.</summary>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/azure/azure-functions/functions-manually-run-non-http"/>.</remarks>
internal static class AdminApi
{
    public static void MapAdminApi(this WebApplication app, IReadOnlyList<FunctionDescriptor> functions, TimerService? timers, HostKeys keys) =>
        app.MapHostRoute("/admin/functions/{name}", [HttpMethods.Post], http =>
        {
            http.Response.StatusCode = StatusOf(http, functions, timers, keys);
            return Task.CompletedTask;
        });

    private static int StatusOf(HttpContext http, IReadOnlyList<FunctionDescriptor> functions, TimerService? timers, HostKeys keys)
    {
        int allowed = keys.StatusFor(http.Request, systemKeyName: null);
        if (allowed != StatusCodes.Status200OK)
        {
            return allowed;
        }

        string name = (string)http.Request.RouteValues["name"]!;
        if (timers?.TryRunNow(name) == true)
        {
            return StatusCodes.Status202Accepted;
        }

        bool exists = functions.Any(function => string.Equals(function.Name, name, StringComparison.OrdinalIgnoreCase));
        return exists ? StatusCodes.Status400BadRequest : StatusCodes.Status404NotFound;
    }
}
