using System.Text.Json;

namespace Simulators.Platforms;

/// <summary>One call of a platform, with its faults and counts around it.</summary>
/// <param name="platform">Whose.</param>
/// <param name="faults">What is to go wrong.</param>
/// <param name="counts">Where calls are counted.</param>
internal sealed class TokenCall(string platform, PlatformFaults faults, CallCounts counts)
{
    /// <summary>Runs a call of a token endpoint.</summary>
    /// <param name="context">The request.</param>
    /// <param name="operation">What it is counted as.</param>
    /// <param name="refusedApp">The platform's answer to an application that it does not know.</param>
    /// <param name="handle">The call itself: status and body.</param>
    public async Task RunAsync(
        HttpContext context, string operation, (int Status, object Body) refusedApp, Func<Task<(int Status, object Body)>> handle)
    {
        counts.Count(platform, operation);
        if (faults.Take(platform, "reset"))
        {
            context.Abort();
            return;
        }

        (int status, object body) = faults.Take(platform, "unavailable") ? (503, new { message = "Service Unavailable" })
            : faults.Take(platform, "rate_limit") ? (429, new { error = "rate_limit_exceeded", error_description = "Too many requests" })
            : faults.Take(platform, "app") ? refusedApp
            : faults.Take(platform, "html") ? (200, "<html><body>Welcome</body></html>")
            : await handle();
        if (faults.Take(platform, "lost_answer"))
        {
            context.Abort();
            return;
        }

        await WriteAsync(context, status, body);
    }

    public static async Task WriteAsync(HttpContext context, int status, object body)
    {
        context.Response.StatusCode = status;
        if (body is string text)
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(text, context.RequestAborted);
            return;
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body), context.RequestAborted);
    }
}
