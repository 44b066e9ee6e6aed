using System.Globalization;
using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Platforms.Fetch;

namespace Ingestion.Core.Platforms.TikTok;

/// <summary>
/// Reads a user of TikTok: the profile in one call, then the public videos, 20 a page, newest first. The Display API has no insights
/// beside the counters of each video. What of the profile may be asked depends on the scopes that the user granted, so its fields are
/// asked for in the groups of the scopes; the videos are a group of their own, for they have a scope too.
/// </summary>
/// <remarks>
/// Source: reference/provider-apis.md 2.3; read 2026-11-21. Unconfirmed there: that the cursor is the time of the last video in
/// milliseconds, which is why it is only handed back. Unconfirmed too: that videos come newest first.
/// </remarks>
internal sealed class TikTokConnector : IPlatformConnector
{
    /// <summary>Name, self-description and whether it is verified.</summary>
    internal const string About = "profile";

    /// <summary>Followers, likes and the number of videos.</summary>
    internal const string Counts = "stats";

    /// <summary>The videos.</summary>
    internal const string Videos = "videos";

    internal const string UserInfo = "user.info";

    private const string Api = "https://open.tiktokapis.com/v2/";
    private const string VideoList = "video.list";
    private const string BasicFields = "open_id,union_id,avatar_url,display_name";
    private const int MaxCount = 20;

    private const string VideoFields = "id,create_time,title,video_description,duration,cover_image_url,share_url,embed_link,width,height,"
        + "like_count,comment_count,share_count,view_count";

    private static readonly FieldGroup[] Groups =
    [
        new(About, "user.info.profile", ",bio_description,profile_deep_link,is_verified,username"),
        new(Counts, "user.info.stats", ",follower_count,following_count,likes_count,video_count"),
    ];

    public string Platform => AccountPlatforms.TikTok;

    public PlatformCapabilities Capabilities { get; } = new()
    {
        HasPosts = true,
        InsightGroups = [About, Counts, Videos],
        Overlap = TimeSpan.FromDays(30),
        PageSize = MaxCount,
    };

    public FetchFault? FaultOf(PlatformAnswer answer, DateTimeOffset now) => TikTokErrors.Of(answer, now);

    /// <summary>By the name when it was connected: the id is known to our application only, and leads nowhere.</summary>
    public Uri PageOf(FetchAccount account) =>
        new($"https://www.tiktok.com/@{Uri.EscapeDataString(FetchSubject.HandleOf(account.Handle, account.ExternalId))}");

    public Task<FetchedPage> FetchAsync(FetchSession session, FetchPosition position, CancellationToken cancellationToken) =>
        position.Phase == FetchPhases.Profile
            ? FetchUserAsync(session, cancellationToken)
            : FetchVideosAsync(session, position, cancellationToken);

    private static async Task<FetchedPage> FetchUserAsync(FetchSession session, CancellationToken cancellationToken)
    {
        foreach (FieldGroup group in Groups.Where(group => !session.Account.Has(group.Scope)))
        {
            session.Close(group.Name, NotGranted(UserInfo, group.Scope));
        }

        FetchAnswer answer = await GroupedCall.SendAsync(
            session,
            Groups.Select(group => group.Name),
            open => new FetchCall(UserInfo, new Uri($"{Api}user/info/?fields={BasicFields}{FieldsOf(open)}")),
            cancellationToken);
        if (answer.Fault is { } fault)
        {
            return FetchedPage.Stopped(fault);
        }

        FetchAccount account = session.Account;
        JsonElement data = PlatformAnswer.ObjectOf(answer.Body, "data") ?? default;
        if (PlatformAnswer.ObjectOf(data, "user") is not { } user || PlatformAnswer.TextOf(user, "open_id") is not { } openId)
        {
            return FetchedPage.Stopped(new FetchFault(FetchFaultKind.Transient, $"tiktok {UserInfo}: no user in the answer"));
        }

        return openId != account.ExternalId
            ? FetchedPage.Stopped(new FetchFault(
                FetchFaultKind.PermissionMissing, $"tiktok {UserInfo}: the tokens are those of another user, not of {account.ExternalId}"))
            : new FetchedPage
            {
                Records = [new FetchedRecord(FetchedRecord.Profile, user)],
                Subject = new FetchSubject(
                    FetchSubject.HandleOf(PlatformAnswer.TextOf(user, "username") ?? account.Handle, account.ExternalId),
                    CountOf(user, "follower_count"),
                    IsTokensOwn: true),
                Next = NextOf(session),
            };
    }

    /// <summary>The videos, unless the user did not let us see them.</summary>
    private static FetchPosition? NextOf(FetchSession session)
    {
        if (session.Account.Has(VideoList))
        {
            return new FetchPosition(FetchPhases.Posts);
        }

        session.Close(Videos, NotGranted(VideoList, VideoList));
        return null;
    }

    private static async Task<FetchedPage> FetchVideosAsync(
        FetchSession session, FetchPosition position, CancellationToken cancellationToken)
    {
        FetchAnswer answer = await session.SendAsync(
            new FetchCall(VideoList, new Uri($"{Api}video/list/?fields={VideoFields}")) { Body = BodyOf(position.Cursor) }, cancellationToken);
        if (answer.Fault is { Kind: FetchFaultKind.PermissionMissing } missing)
        {
            session.Close(Videos, missing);
            return new FetchedPage();
        }

        if (answer.Fault is { } fault)
        {
            return FetchedPage.Stopped(fault);
        }

        JsonElement data = PlatformAnswer.ObjectOf(answer.Body, "data") ?? default;
        Video[] videos = [.. PlatformAnswer.ItemsOf(data, "videos").Select(video => new Video(video, TimeOf(video)))];
        Video[] wanted = [.. videos.Where(video => session.Window.Holds(video.CreatedAt))];
        FetchedPage page = new()
        {
            Records = [.. wanted.Select(video => new FetchedRecord(FetchedRecord.Post, video.Item))],
            NewestPostAt = wanted.Max(video => video.CreatedAt),
        };

        // Behind one that is too old there are older ones; only the last counts, for pinned ones may come first.
        bool isOver = videos.LastOrDefault() is { } oldest && !session.Window.Holds(oldest.CreatedAt);
        bool hasMore = data.ValueKind == JsonValueKind.Object
            && data.TryGetProperty("has_more", out JsonElement more) && more.ValueKind == JsonValueKind.True;
        if (isOver || !hasMore)
        {
            return page;
        }

        return CountOf(data, "cursor") is { } cursor
            ? page with { Next = position with { Cursor = cursor.ToString(CultureInfo.InvariantCulture) } }
            : FetchedPage.Stopped(new FetchFault(FetchFaultKind.Invalid, $"tiktok {VideoList}: there are more videos, but no cursor to them"));
    }

    private static object BodyOf(string? cursor) => cursor is null
        ? new { max_count = MaxCount }
        : new { max_count = MaxCount, cursor = long.Parse(cursor, CultureInfo.InvariantCulture) };

    private static string FieldsOf(IReadOnlyList<string> open) =>
        string.Concat(Groups.Where(group => open.Contains(group.Name)).Select(group => group.Fields));

    private static FetchFault NotGranted(string endpoint, string scope) =>
        new(FetchFaultKind.PermissionMissing, $"tiktok {endpoint}: {scope} was not granted");

    private static long? CountOf(JsonElement item, string name) =>
        long.TryParse(PlatformAnswer.TextOf(item, name), NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : null;

    /// <summary>Seconds since 1970; null for anything else.</summary>
    private static DateTimeOffset? TimeOf(JsonElement video) =>
        CountOf(video, "create_time") is { } seconds ? ProviderDates.FromEpoch(seconds) : null;

    /// <summary>Fields of the profile that one scope lets us see.</summary>
    private sealed record FieldGroup(string Name, string Scope, string Fields);

    private sealed record Video(JsonElement Item, DateTimeOffset? CreatedAt);
}
