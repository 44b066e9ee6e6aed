using System.Net;
using Microsoft.AspNetCore.Http;

namespace Functions.Runtime.Hosting;

/// <summary>
/// Guards a host without keys. It listens on loopback only, but a browser on this machine reaches it for any web page: by a name that
/// points to 127.0.0.1, whose Host header is foreign, or from the page's script, whose Origin is.
/// </summary>
internal static class LocalCallersOnly
{
    public static Task ServeAsync(HttpContext http, RequestDelegate next)
    {
        string? origin = http.Request.Headers.Origin;
        if (IsLoopback(http.Request.Host.Host)
            && (string.IsNullOrEmpty(origin) || (Uri.TryCreate(origin, UriKind.Absolute, out Uri? page) && IsLoopback(page.Host))))
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return http.Response.WriteAsync(
            "Without a keys file this host answers to localhost only, and to no page of another site. Set FunctionsRuntime__KeysFile.");
    }

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
