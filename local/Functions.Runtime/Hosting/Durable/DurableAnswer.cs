using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Functions.Runtime.Hosting;

/// <summary>The answers of the durable HTTP API.</summary>
internal static class DurableAnswer
{
    private const string JsonType = "application/json; charset=utf-8";
    private const int StartRetryAfterSeconds = 10;

    /// <summary>A status without a body.</summary>
    public static Task Empty(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary><c>{"Message":"..."}</c>.</summary>
    public static Task Error(HttpContext http, int status, string message) => Json(http, status, json =>
    {
        json.WriteStartObject();
        json.WriteString("Message", message);
        json.WriteEndObject();
    });

    /// <summary>A JSON body.</summary>
    public static async Task Json(HttpContext http, int status, Action<Utf8JsonWriter> write)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = JsonType;
        await using (var json = new Utf8JsonWriter(http.Response.BodyWriter))
        {
            write(json);
        }

        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    /// <summary>202 with the URLs of an instance that was started.</summary>
    public static Task Started(HttpContext http, HttpManagementPayload urls)
    {
        http.Response.Headers.Location = urls.StatusQueryGetUri;
        http.Response.Headers.RetryAfter = StartRetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return Json(http, StatusCodes.Status202Accepted, json =>
        {
            json.WriteStartObject();
            json.WriteString("id", urls.Id);
            json.WriteString("statusQueryGetUri", urls.StatusQueryGetUri);
            json.WriteString("sendEventPostUri", urls.SendEventPostUri);
            json.WriteString("terminatePostUri", urls.TerminatePostUri);
            json.WriteString("purgeHistoryDeleteUri", urls.PurgeHistoryDeleteUri);
            json.WriteString("restartPostUri", Beside(urls, "/restart"));
            json.WriteString("suspendPostUri", urls.SuspendPostUri);
            json.WriteString("resumePostUri", urls.ResumePostUri);
            json.WriteEndObject();
        });
    }

    private static string? Beside(HttpManagementPayload urls, string operation)
    {
        string[] parts = urls.StatusQueryGetUri!.Split('?', 2);
        return parts[0] + operation + (parts.Length > 1 ? "?" + parts[1] : string.Empty);
    }
}
