using Microsoft.AspNetCore.Http;

namespace Functions.Runtime.Hosting;

/// <summary>What a request of the durable HTTP API is about.</summary>
internal static class DurableRequest
{
    /// <summary>The instance of the route.</summary>
    public static string Id(this HttpContext http) => (string)http.Request.RouteValues["instanceId"]!;
}
