using System.Text.Json;
using System.Text.Json.Serialization;

namespace Simulators.Platforms.TikTok;

/// <summary>The data of the Display API: user info and videos, both with the fields that are asked for and the scopes that were granted.</summary>
internal sealed class TikTokData
{
    public const string Platform = "tiktok";

    private const int MostVideos = 20;
    private const int DefaultCount = 10;
    private const string StatsScope = "user.info.stats";
    private const string VideoScope = "video.list";

    private static readonly Dictionary<string, string> ScopeOfField = new(
        [
            .. Of("user.info.basic", "open_id", "union_id", "avatar_url", "display_name"),
            .. Of("user.info.profile", "bio_description", "profile_deep_link", "is_verified", "username"),
            .. Of(StatsScope, "follower_count", "following_count", "likes_count", "video_count"),
        ],
        StringComparer.Ordinal);

    private readonly PlatformParts _parts;
    private readonly TikTokWindow _userCalls;
    private readonly TikTokWindow _videoCalls;

    public TikTokData(PlatformParts parts)
    {
        _parts = parts;
        _userCalls = new TikTokWindow(parts.Grants.Time, parts.Options.TikTokCallsPerMinute);
        _videoCalls = new TikTokWindow(parts.Grants.Time, parts.Options.TikTokCallsPerMinute);
        Identify = Route("identify", _userCalls, (context, grant) => Task.FromResult(Info(context, grant)));
        UserInfo = Route("user.info", _userCalls, (context, grant) => Task.FromResult(Info(context, grant)));
        VideoList = Route("video.list", _videoCalls, VideosAsync);
    }

    public RequestDelegate Identify { get; }

    public RequestDelegate UserInfo { get; }

    public RequestDelegate VideoList { get; }

    private static IEnumerable<KeyValuePair<string, string>> Of(string scope, params string[] fields) =>
        fields.Select(field => KeyValuePair.Create(field, scope));

    private RequestDelegate Route(string operation, TikTokWindow calls, Func<HttpContext, Grant, Task<(int, object)>> handle) => _parts.Route(
        Platform,
        operation,
        TikTokError.Of("access_token_invalid"),
        context => !calls.TryTake() || _parts.Faults.Take(Platform, "quota") ? Task.FromResult(TikTokError.Of("rate_limit_exceeded"))
            : _parts.Faults.Take(Platform, "unauthorized") || _parts.Grants.FindGood(Platform, Bearer.Read(context.Request)) is not { } grant
                ? Task.FromResult(TikTokError.Of("access_token_invalid"))
                : handle(context, grant));

    private (int, object) Info(HttpContext context, Grant grant)
    {
        string[] fields = Fields(context);
        if (fields.Length == 0 || fields.Any(field => !ScopeOfField.ContainsKey(field)))
        {
            return TikTokError.Of("invalid_params");
        }

        bool hasStats = fields.Any(field => ScopeOfField[field] == StatsScope);
        if (hasStats && _parts.Faults.Take(Platform, "insights_retired"))
        {
            return TikTokError.Of("invalid_params");
        }

        if ((hasStats && _parts.Faults.Take(Platform, "insights_forbidden"))
            || _parts.Faults.Take(Platform, "forbidden")
            || fields.Any(field => !Has(grant, ScopeOfField[field])))
        {
            return TikTokError.Of("scope_not_authorized");
        }

        IReadOnlyDictionary<string, object> user = new TikTokUser(grant.User, _parts.Grants.Now).Info();
        return TikTokError.None(new { user = fields.ToDictionary(field => field, field => user[field]) });
    }

    private async Task<(int, object)> VideosAsync(HttpContext context, Grant grant)
    {
        if (!Has(grant, VideoScope) || _parts.Faults.Take(Platform, "videos_forbidden"))
        {
            return TikTokError.Of("scope_permission_missed");
        }

        if (await ReadAsync(context) is not { MaxCount: > 0 and <= MostVideos, Cursor: >= 0 } request || Fields(context) is not { Length: > 0 } fields)
        {
            return TikTokError.Of("invalid_params");
        }

        IReadOnlyDictionary<string, object>[] videos =
            [.. new TikTokUser(grant.User, _parts.Grants.Now).Videos(request.Cursor, request.MaxCount, out long cursor, out bool hasMore)];
        return TikTokError.None(new
        {
            videos = videos.Select(video => fields.Where(video.ContainsKey).ToDictionary(field => field, field => video[field])),
            cursor = _parts.Faults.Take(Platform, "repeat_cursor") ? request.Cursor : cursor,
            has_more = hasMore,
        });
    }

    private static async Task<VideoRequest?> ReadAsync(HttpContext context)
    {
        try
        {
            return await context.Request.ReadFromJsonAsync<VideoRequest>(context.RequestAborted);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string[] Fields(HttpContext context) =>
        context.Request.Query["fields"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static bool Has(Grant grant, string scope) => grant.Scope.Split(',').Contains(scope);

    private sealed record VideoRequest([property: JsonPropertyName("max_count")] int MaxCount = DefaultCount, long Cursor = 0);
}
