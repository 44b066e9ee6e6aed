using System.Globalization;
using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Platforms.Fetch;
using Microsoft.AspNetCore.WebUtilities;

namespace Ingestion.Core.Platforms.YouTube;

/// <summary>
/// Reads a channel: itself, then its uploads playlist page by page, newest first, with the videos of each page in one call of 50
/// ids. That is one unit for the channel, or for all of an owner's that are asked for within a moment, and two for every 50 videos;
/// <c>search.list</c> is not used.
/// </summary>
/// <param name="channels">Brings calls for a channel together.</param>
/// <remarks>Source: reference/provider-apis.md 2.4; the fields and the order of the playlist are unconfirmed there; read 2026-11-21.</remarks>
internal sealed class YouTubeConnector(ChannelCalls channels) : IPlatformConnector
{
    /// <summary>Views, minutes, likes and subscribers gained, by day.</summary>
    internal const string ChannelByDay = "channel_by_day";

    private const string Data = "https://www.googleapis.com/youtube/v3/";
    private const string Reports = "https://youtubeanalytics.googleapis.com/v2/reports";
    private const string AnalyticsScope = "https://www.googleapis.com/auth/yt-analytics.readonly";
    private const int MaxResults = 50;

    public string Platform => AccountPlatforms.YouTube;

    public PlatformCapabilities Capabilities { get; } = new()
    {
        HasPosts = true,
        InsightGroups = [ChannelByDay],
        Overlap = TimeSpan.FromDays(30),
        InsightLookBack = TimeSpan.FromDays(7),
        PageSize = MaxResults,
    };

    public FetchFault? FaultOf(PlatformAnswer answer, DateTimeOffset now) => YouTubeErrors.Of(answer, now);

    public Uri PageOf(FetchAccount account) => new($"https://www.youtube.com/channel/{Uri.EscapeDataString(account.ExternalId)}");

    public Task<FetchedPage> FetchAsync(FetchSession session, FetchPosition position, CancellationToken cancellationToken) =>
        position.Phase == FetchPhases.Profile
            ? FetchChannelAsync(session, cancellationToken)
            : FetchVideosAsync(session, position, cancellationToken);

    private async Task<FetchedPage> FetchChannelAsync(FetchSession session, CancellationToken cancellationToken)
    {
        FetchAnswer answer = await channels.AskAsync(
            session.Account,
            ids => session.SendAsync(
                Call(
                    "channels.list",
                    "channels",
                    ("part", "id,snippet,statistics,contentDetails"),
                    ("id", string.Join(',', ids)),
                    ("maxResults", "50")),
                cancellationToken),
            shared => ChannelOf(session.Account, shared) is not null,
            cancellationToken);
        if (answer.Fault is { } fault)
        {
            return FetchedPage.Stopped(fault);
        }

        // An unknown id is no error here: it only gives fewer items.
        if (ChannelOf(session.Account, answer) is not { } channel)
        {
            return FetchedPage.Stopped(new FetchFault(FetchFaultKind.NotFound, $"youtube channels.list: no channel {session.Account.ExternalId}"));
        }

        FetchAnswer byDay = await AskByDayAsync(session, cancellationToken);
        if (byDay.Fault is { } refused)
        {
            return FetchedPage.Stopped(refused);
        }

        string? uploads = Text(channel, "contentDetails", "relatedPlaylists", "uploads");
        return new FetchedPage
        {
            Records = [new FetchedRecord(FetchedRecord.Profile, channel) { Insights = byDay.Answer is { } days ? [days.Body] : [] }],
            Subject = new FetchSubject(
                FetchSubject.HandleOf(Text(channel, "snippet", "customUrl"), session.Account.ExternalId), SubscribersOf(channel)),
            Next = uploads is null ? null : new FetchPosition(FetchPhases.Posts, Cursor: null, uploads),
        };
    }

    private static JsonElement? ChannelOf(FetchAccount account, FetchAnswer answer) =>
        answer.Answer!.Items("items").Where(item => Text(item, "id") == account.ExternalId).Cast<JsonElement?>().FirstOrDefault();

    private Task<FetchAnswer> AskByDayAsync(FetchSession session, CancellationToken cancellationToken)
    {
        if (!session.Account.Has(AnalyticsScope))
        {
            session.Close(ChannelByDay, new FetchFault(FetchFaultKind.PermissionMissing, $"youtube reports.query: {AnalyticsScope} was not granted"));
        }

        DateTimeOffset until = session.Window.Until;
        return session.SendAsync(
            ChannelByDay,
            new FetchCall("reports.query", new Uri(QueryHelpers.AddQueryString(Reports, new Dictionary<string, string?>
            {
                ["ids"] = $"channel=={session.Account.ExternalId}",
                ["startDate"] = Day(until - Capabilities.InsightLookBack!.Value),
                ["endDate"] = Day(until),
                ["metrics"] = "views,estimatedMinutesWatched,likes,subscribersGained",
                ["dimensions"] = "day",
            })))
            {
                // The quota is the Data API's.
                Units = 0,
            },
            cancellationToken);
    }

    private static async Task<FetchedPage> FetchVideosAsync(
        FetchSession session, FetchPosition position, CancellationToken cancellationToken)
    {
        FetchAnswer page = await session.SendAsync(
            Call(
                "playlistItems.list",
                "playlistItems",
                ("part", "contentDetails"),
                ("playlistId", position.Source),
                ("maxResults", "50"),
                ("pageToken", position.Cursor)),
            cancellationToken);
        if (page.Fault is { } fault)
        {
            // A channel that never published anything has no playlist.
            return fault.Kind is FetchFaultKind.NotFound && position.Cursor is null ? new FetchedPage() : FetchedPage.Stopped(fault);
        }

        Upload[] uploads = [.. page.Answer!.Items("items").Select(UploadOf).OfType<Upload>()];
        Upload[] wanted = [.. uploads.Where(upload => IsWanted(upload, session.Window))];
        FetchAnswer videos = wanted.Length == 0
            ? new FetchAnswer(null, null)
            : await session.SendAsync(
                Call(
                    "videos.list",
                    "videos",
                    ("part", "snippet,statistics,contentDetails,status"),
                    ("id", string.Join(',', wanted.Select(upload => upload.VideoId))),
                    ("maxResults", "50")),
                cancellationToken);
        if (videos.Fault is { } refused)
        {
            return FetchedPage.Stopped(refused);
        }

        // Newest first: behind one that is too old there are older ones. The overlap makes up for a video that was dated back.
        bool isOver = uploads.LastOrDefault(upload => upload.PublishedAt is not null) is { } oldest && !IsWanted(oldest, session.Window);
        string? next = isOver ? null : page.Answer.Text("nextPageToken");
        return new FetchedPage
        {
            Records = [.. videos.Answer?.Items("items").Select(video => new FetchedRecord(FetchedRecord.Post, video)) ?? []],
            NewestPostAt = wanted.Max(upload => upload.PublishedAt),
            Next = next is null ? null : position with { Cursor = next },
        };
    }

    /// <summary>One without a time is private or deleted; it is asked for once, in the first sync.</summary>
    private static bool IsWanted(Upload upload, FetchWindow window) =>
        upload.PublishedAt is null ? window.Since is null : window.Holds(upload.PublishedAt);

    private static FetchCall Call(string endpoint, string path, params (string Name, string? Value)[] query) => new(
        endpoint,
        new Uri(QueryHelpers.AddQueryString(
            Data + path, query.Where(part => part.Value is not null).ToDictionary(part => part.Name, part => part.Value))));

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Null where the channel hides them.</summary>
    private static long? SubscribersOf(JsonElement channel) =>
        channel.TryGetProperty("statistics", out JsonElement counts)
            && !(counts.TryGetProperty("hiddenSubscriberCount", out JsonElement hides) && hides.ValueKind == JsonValueKind.True)
            && long.TryParse(
                PlatformAnswer.TextOf(counts, "subscriberCount"), NumberStyles.None, CultureInfo.InvariantCulture, out long subscribers)
            ? subscribers
            : null;

    private static Upload? UploadOf(JsonElement item) => Text(item, "contentDetails", "videoId") is { } videoId
        ? new Upload(videoId, TimeOf(Text(item, "contentDetails", "videoPublishedAt")))
        : null;

    private static DateTimeOffset? TimeOf(string? text) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
        ? time
        : null;

    private static string? Text(JsonElement item, params ReadOnlySpan<string> path)
    {
        foreach (string name in path[..^1])
        {
            if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty(name, out item))
            {
                return null;
            }
        }

        return PlatformAnswer.TextOf(item, path[^1]);
    }

    private sealed record Upload(string VideoId, DateTimeOffset? PublishedAt);
}
