using System.Globalization;

namespace Simulators.Platforms.X;

/// <summary>
/// A call for a user's posts. A page has fewer posts than were asked for when replies or reposts are left out. Of all posts only the
/// newest 3,200 are given, without replies the newest 800. With metrics that are not public, posts of more than 30 days are missing.
/// </summary>
internal sealed class XTimeline
{
    private const int Newest = 3200;
    private const int NewestWithoutReplies = 800;
    private const string TokenStart = "7140";
    private static readonly TimeSpan PrivateFor = TimeSpan.FromDays(30);
    private static readonly string[] TimeForms = ["yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-ddTHH:mm:ss.fffZ"];
    private static readonly string[] PrivateFields = ["non_public_metrics", "organic_metrics"];

    public required HashSet<string> Fields { get; init; }

    public required HashSet<string> Exclude { get; init; }

    public required bool HasMedia { get; init; }

    public required int MaxResults { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public required long? Start { get; init; }

    public required long? End { get; init; }

    /// <summary>The page's newest post is the one before this number.</summary>
    public required int? Before { get; init; }

    public bool IsPrivate => PrivateFields.Any(Fields.Contains);

    /// <summary>Null when a parameter is not understood.</summary>
    public static XTimeline? Read(IQueryCollection query)
    {
        int most = 10;
        if ((query.ContainsKey("max_results") && !int.TryParse(query["max_results"], NumberStyles.None, CultureInfo.InvariantCulture, out most))
            || most is < 5 or > 100
            || !TryTime(query["start_time"], out long? start)
            || !TryTime(query["end_time"], out long? end)
            || !TryToken(query["pagination_token"], out int? before))
        {
            return null;
        }

        return new XTimeline
        {
            Fields = [.. query["tweet.fields"].ToString().Split(',')],
            Exclude = [.. query["exclude"].ToString().Split(',')],
            HasMedia = query["expansions"].ToString().Contains("attachments.media_keys", StringComparison.Ordinal),
            MaxResults = most,
            Start = start,
            End = end,
            Before = before,
        };
    }

    public Dictionary<string, object> Answer(XUser user, bool isOwn, bool repeatsCursor)
    {
        int published = user.Published;
        int first = Math.Max(
            published - (Exclude.Contains("replies") ? NewestWithoutReplies : Newest), Start is { } start ? user.CountBefore(start) : 0);
        int end = Math.Min(Before ?? published, End is { } until ? user.CountBefore(until) : published);
        int from = Math.Max(Math.Max(0, first), end - MaxResults);
        int[] numbers = [.. Enumerable.Range(from, Math.Max(0, end - from)).Reverse().Where(number => IsGiven(user, number))];
        return Body(user, numbers, isOwn, from > Math.Max(0, first) ? Token(repeatsCursor ? end : from) : null);
    }

    private bool IsGiven(XUser user, int number) => !(Exclude.Contains("replies") && XUser.IsReply(number))
        && !(Exclude.Contains("retweets") && XUser.IsRepost(number))
        && !(IsPrivate && user.IsOlderThan(number, PrivateFor));

    private Dictionary<string, object> Body(XUser user, int[] numbers, bool isOwn, string? nextToken)
    {
        string[] refused = isOwn ? [] : [.. PrivateFields.Where(Fields.Contains)];
        string[] fields = [.. Fields.Except(refused)];
        Dictionary<string, object> meta = new() { ["result_count"] = numbers.Length };
        Dictionary<string, object> body = new() { ["meta"] = meta };
        if (nextToken is not null)
        {
            meta["next_token"] = nextToken;
        }

        if (numbers.Length == 0)
        {
            return body;
        }

        meta["newest_id"] = user.PostId(numbers[0]);
        meta["oldest_id"] = user.PostId(numbers[^1]);
        body["data"] = numbers.Select(number => user.Post(number, fields)).ToArray();
        List<object> errors =
            [.. numbers.SelectMany(number => refused.Select(field => XProblem.FieldRefused(user.PostId(number), field)))];
        if (HasMedia)
        {
            (int Number, string Key)[] media =
                [.. numbers.SelectMany(number => XMedia.KeysOf(number, user.PostId(number)).Select(key => (number, key)))];
            body["includes"] = new { media = media.Where(one => !XMedia.IsGone(one.Number)).Select(one => XMedia.Resource(one.Key)).ToArray() };
            errors.AddRange(media.Where(one => XMedia.IsGone(one.Number)).Select(one => XProblem.Missing("media", "attachments.media_keys", one.Key)));
        }

        if (errors.Count > 0)
        {
            body["errors"] = errors;
        }

        return body;
    }

    private static string Token(int before) => TokenStart + before.ToString("x6", CultureInfo.InvariantCulture);

    private static bool TryToken(string? token, out int? before)
    {
        before = null;
        if (string.IsNullOrEmpty(token))
        {
            return true;
        }

        bool isToken = int.TryParse(
            token.StartsWith(TokenStart, StringComparison.Ordinal) ? token.AsSpan(TokenStart.Length) : [],
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out int number);
        before = number;
        return isToken;
    }

    private static bool TryTime(string? text, out long? time)
    {
        time = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        bool isTime = DateTimeOffset.TryParseExact(
            text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset read);
        time = read.ToUnixTimeMilliseconds();
        return isTime;
    }
}
