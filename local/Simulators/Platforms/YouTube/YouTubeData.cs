using System.Globalization;

namespace Simulators.Platforms.YouTube;

/// <summary>YouTube's Data API and its Analytics: channels, playlists, videos and reports by day.</summary>
internal sealed class YouTubeData
{
    private const string Platform = "youtube";
    private const string PageTokenStart = "PG";
    private const int MaxResults = 50;
    private readonly PlatformParts _parts;
    private readonly YouTubeQuota _quota;

    public YouTubeData(PlatformParts parts)
    {
        _parts = parts;
        _quota = new YouTubeQuota(parts.Grants.Time, parts.Options.YouTubeUnitsPerDay);
        Channels = Route("channels.list", ListChannels);
        PlaylistItems = Route("playlistItems.list", ListItems);
        Videos = Route("videos.list", ListVideos);
        Reports = Route("reports.query", Query);
    }

    public RequestDelegate Channels { get; }

    public RequestDelegate PlaylistItems { get; }

    public RequestDelegate Videos { get; }

    public RequestDelegate Reports { get; }

    private DateTimeOffset Now => _parts.Grants.Now;

    private RequestDelegate Route(string operation, Func<IQueryCollection, (int, object)> handle) => _parts.Route(
        Platform, operation, YouTubeError.Of(403, "forbidden"), context => Task.FromResult(Answer(context, operation, handle)));

    private (int, object) Answer(HttpContext context, string operation, Func<IQueryCollection, (int, object)> handle)
    {
        bool isData = operation != "reports.query";
        if (_parts.Faults.Take(Platform, "unauthorized") || _parts.Grants.FindGood(Platform, Bearer.Read(context.Request)) is null)
        {
            return YouTubeError.Of(401, "authError");
        }

        // Whatever comes of a call of the Data API, it costs a unit.
        if ((isData && !_quota.TryTake()) || _parts.Faults.Take(Platform, "quota"))
        {
            return YouTubeError.Of(403, "quotaExceeded");
        }

        return _parts.Faults.Take(Platform, "forbidden") ? YouTubeError.Of(403, "forbidden") : handle(context.Request.Query);
    }

    private (int, object) ListChannels(IQueryCollection query)
    {
        string[] ids = _parts.Faults.Take(Platform, "not_found") ? [] : query["id"].ToString().Split(',');
        object[] items =
        [
            .. ids.Select(id => YouTubeChannel.Find(id, "UC", Now)?.Resource()).OfType<object>().Take(CountOf(query)),
        ];
        return (200, new
        {
            kind = "youtube#channelListResponse",
            etag = "e1",
            pageInfo = new { totalResults = items.Length, resultsPerPage = CountOf(query) },
            items,
        });
    }

    private (int, object) ListItems(IQueryCollection query)
    {
        if (YouTubeChannel.Find(query["playlistId"], "UU", Now) is not { HasVideos: true } channel)
        {
            return YouTubeError.Of(404, "playlistNotFound");
        }

        if (OffsetOf(query["pageToken"]) is not { } offset)
        {
            return YouTubeError.Of(400, "invalidPageToken");
        }

        int count = CountOf(query);
        int next = _parts.Faults.Take(Platform, "repeat_cursor") ? offset : offset + count;
        Dictionary<string, object> body = new()
        {
            ["kind"] = "youtube#playlistItemListResponse",
            ["etag"] = "e1",
            ["items"] = channel.Items(offset, count).ToArray(),
        };
        if (channel.HasMore(next))
        {
            body["nextPageToken"] = PageTokenStart + next.ToString("x6", CultureInfo.InvariantCulture);
        }

        return (200, body);
    }

    private (int, object) ListVideos(IQueryCollection query)
    {
        // An unknown id gives one item less.
        object[] items = [.. query["id"].ToString().Split(',').Take(MaxResults)
            .Select(id => YouTubeChannel.OfVideo(id, Now)?.Video(id)).OfType<object>()];
        return (200, new
        {
            kind = "youtube#videoListResponse",
            etag = "e1",
            items,
            pageInfo = new { totalResults = items.Length, resultsPerPage = items.Length },
        });
    }

    private (int, object) Query(IQueryCollection query)
    {
        if (_parts.Faults.Take(Platform, "insights_forbidden"))
        {
            return YouTubeError.Of(403, "forbidden");
        }

        if (_parts.Faults.Take(Platform, "insights_retired"))
        {
            return YouTubeError.Of(410, "gone");
        }

        if (_parts.Faults.Take(Platform, "insights_unavailable"))
        {
            return YouTubeError.Of(503, "backendError");
        }

        YouTubeChannel? channel = YouTubeChannel.Find(query["ids"].ToString().Replace("channel==", "", StringComparison.Ordinal), "UC", Now);
        return channel is null
            ? YouTubeError.Of(403, "forbidden")
            : (200, new
            {
                kind = "youtubeAnalytics#resultTable",
                columnHeaders = query["metrics"].ToString().Split(',').Prepend("day").Select(name => new { name }).ToArray(),
                rows = channel.Days(
                    DateOnly.ParseExact(query["startDate"]!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                    DateOnly.ParseExact(query["endDate"]!, "yyyy-MM-dd", CultureInfo.InvariantCulture)).ToArray(),
            });
    }

    private static int CountOf(IQueryCollection query) =>
        int.TryParse(query["maxResults"], NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? Math.Min(asked, MaxResults) : 5;

    /// <summary>Null for a token that this API never gave.</summary>
    private static int? OffsetOf(string? pageToken)
    {
        if (string.IsNullOrEmpty(pageToken))
        {
            return 0;
        }

        return pageToken.StartsWith(PageTokenStart, StringComparison.Ordinal)
            && int.TryParse(pageToken.AsSpan(PageTokenStart.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int offset)
            ? offset
            : null;
    }
}
