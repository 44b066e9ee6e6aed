using System.Reflection;
using System.Text.RegularExpressions;
using Ingestion.Functions.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Tests.EndToEnd;

/// <summary>Every route that may have a body, from the functions themselves, and a valid body of those that read one.</summary>
internal static class BodyRoutes
{
    public const string UnknownId = "00000000-0000-4000-8000-000000000000";

    /// <summary>As <c>POST /api/v1/accounts</c>. Nothing in a body starts a sync, and a trigger is a dry run.</summary>
    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["POST /api/v1/crawl/trigger"] = """
            {"dataset_id":"gd_lkaxegm826bjpoo9m5","platform":"facebook","url":"https://www.facebook.com/a","competitor":"c","brand":"b",
             "category":"k","start_date":"2024-12-24","end_date":"2024-12-24","include_profile_data":true,"num_of_posts":1,"dry_run":true}
            """,
        ["POST /api/v1/accounts"] = """
            {"platform":"tiktok","external_id":"hostile","source":"platform","handle":"a","display_name":"n","schedule":"paused",
             "scopes":["a"],"page_url":"https://www.tiktok.com/@a","data_collection_enabled":false,"subscription_status":"active",
             "creator_id":null,"credentials":{"access_token":"t","refresh_token":"r","expires_at":"2027-01-01T00:00:00Z",
             "refresh_expires_at":null}}
            """,
        ["PATCH /api/v1/accounts/{accountId}"] = """
            {"handle":"a","display_name":"n","schedule":"paused","scopes":["a"],"page_url":"https://www.tiktok.com/@a",
             "data_collection_enabled":false,"subscription_status":"active","creator_id":null,
             "credentials":{"access_token":"t","refresh_token":"r","expires_at":"2027-01-01T00:00:00Z","refresh_expires_at":null}}
            """,
        ["POST /api/v1/creators"] = """{"name":"n","reference":"r","data_collection_enabled":false,"subscription_status":"active"}""",
        ["PATCH /api/v1/creators/{creatorId}"] = """
            {"name":"n","reference":"r","data_collection_enabled":false,"subscription_status":"active"}
            """,
        ["POST /api/v1/webhooks"] = """{"url":"https://127.0.0.1/x","event_types":["*"],"description":"d"}""",
        ["PATCH /api/v1/webhooks/{subscriptionId}"] = """
            {"url":"https://127.0.0.1/x","event_types":["*"],"description":"d","enabled":false}
            """,
        ["POST /api/v1/privacy/erase"] = $$"""{"account_id":"{{UnknownId}}","creator_id":null}""",
        ["POST /api/v1/jobs/dead-letters/replay"] = $$"""{"ids":["{{UnknownId}}"],"reason":"X"}""",
        ["POST /api/v1/dead-letters/replay"] = $$"""
            {"ids":["{{UnknownId}}"],"reason":"r","dataset_id":"d","crawl_id":"{{UnknownId}}","all":false}
            """,
        ["POST /api/v1/dead-letters/{id}/discard"] = """{"reason":"r"}""",
    };

    public static IReadOnlyList<string> All { get; } =
    [
        .. typeof(ApiGuard).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
            .OfType<HttpTriggerAttribute>()
            .SelectMany(trigger => trigger.Methods!.Select(method => $"{method.ToUpperInvariant()} /{trigger.Route}"))
            .Where(route => route.StartsWith("POST ", StringComparison.Ordinal)
                || route.StartsWith("PATCH ", StringComparison.Ordinal) || route.StartsWith("PUT ", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    public static IReadOnlyCollection<string> Reading => Bodies.Keys;

    /// <summary>A valid body; an empty object for a route that reads none.</summary>
    public static string BodyOf(string route) => Bodies.GetValueOrDefault(route, "{}");

    /// <summary>The path with the ids in place of its parameters, for example <c>accountId</c>; unknown ids where none is given.</summary>
    public static (string Method, string Path) Fill(string route, IReadOnlyDictionary<string, string> ids)
    {
        string[] parts = route.Split(' ', 2);
        string path = Regex.Replace(
            parts[1], @"\{(\w+)(:\w+)?\}", name => ids.GetValueOrDefault(name.Groups[1].Value, UnknownId));
        return (parts[0], path);
    }
}
