using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Simulators.Platforms.X;

/// <summary>
/// A user whose numbers follow from the name and the clock: two posts a day since June 2026, every tenth of them a reply and every
/// fifteenth a repost, counts that grow by the hour. Users whose name begins with <c>many</c> post every hour, those with <c>empty</c> never
/// did, those with <c>gone</c> are not there.
/// </summary>
internal sealed class XUser
{
    private const int HourMs = 3_600_000;
    private const int NoBookmarksEvery = 7;
    private const int SnowflakeShift = 22;
    private const long SnowflakeEpoch = 1_288_834_974_657;
    private static readonly string[] AlwaysOfUser = ["id", "name", "username"];
    private static readonly string[] AlwaysOfPost = ["id", "text", "edit_history_tweet_ids"];
    private static readonly long Beginning = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    private readonly string _user;
    private readonly uint _seed;
    private readonly long _first;
    private readonly long _between;
    private readonly long _now;

    public XUser(string user, DateTimeOffset now)
    {
        _user = user;
        _seed = BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(user)));
        _first = Beginning + (_seed % HourMs);
        _between = user.StartsWith("many", StringComparison.Ordinal) ? HourMs : 12 * HourMs;
        _now = now.ToUnixTimeMilliseconds();
    }

    public bool IsGone => _user.StartsWith("gone", StringComparison.Ordinal);

    /// <summary>Posts so far, replies and reposts with them.</summary>
    public int Published => _user.StartsWith("empty", StringComparison.Ordinal) ? 0 : CountBefore(_now + 1);

    /// <summary>How many posts are older than a time in milliseconds since 1970.</summary>
    public int CountBefore(long time) => time <= _first ? 0 : (int)((time - _first - 1) / _between) + 1;

    public static bool IsReply(int number) => number % 10 == 3;

    public static bool IsRepost(int number) => number % 15 == 7;

    public bool IsOlderThan(int number, TimeSpan age) => _now - PublishedAt(number) > (long)age.TotalMilliseconds;

    public string PostId(int number) =>
        (((PublishedAt(number) - SnowflakeEpoch) << SnowflakeShift) | (_seed & 0x3FFFFF)).ToString(CultureInfo.InvariantCulture);

    public Dictionary<string, object> Profile(ICollection<string> fields) => Pick(fields, AlwaysOfUser, new()
    {
        ["id"] = _user,
        ["name"] = $"User {_user}",
        ["username"] = $"{_user}_x",
        ["created_at"] = "2019-03-01T09:00:00.000Z",
        ["description"] = "Songs and how they are made",
        ["verified"] = _seed % 2 == 0,
        ["verified_type"] = _seed % 2 == 0 ? "blue" : "none",
        ["profile_image_url"] = "https://pbs.twimg.example/profile_images/1/a_normal.jpg",
        ["public_metrics"] = new
        {
            followers_count = 1000 + (_seed % 500_000) + (Hours * 3),
            following_count = _seed % 900,
            tweet_count = Published,
            listed_count = _seed % 90,
            like_count = _seed % 9000,
        },
    });

    public Dictionary<string, object> Post(int number, ICollection<string> fields)
    {
        long views = 100 + ((_seed + ((uint)number * 7919)) % 900) + ((_now - PublishedAt(number)) / HourMs * (1 + (number % 9)));
        Dictionary<string, object> counts = new()
        {
            ["retweet_count"] = views / 90,
            ["reply_count"] = views / 200,
            ["like_count"] = views / 20,
            ["quote_count"] = views / 900,
            ["impression_count"] = views,
        };
        if (number % NoBookmarksEvery != 0)
        {
            counts["bookmark_count"] = views / 300;
        }

        string id = PostId(number);
        Dictionary<string, object> post = new()
        {
            ["id"] = id,
            ["text"] = $"Take {number} #live with @friend",
            ["edit_history_tweet_ids"] = new[] { id },
            ["author_id"] = _user,
            ["lang"] = number % 5 == 0 ? "und" : "en",
            ["created_at"] = DateTimeOffset.FromUnixTimeMilliseconds(PublishedAt(number))
                .ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            ["public_metrics"] = counts,
            ["entities"] = new
            {
                hashtags = new[] { new { start = 8, end = 13, tag = "live" } },
                mentions = new[] { new { start = 19, end = 26, username = "friend", id = "1" } },
            },
            ["non_public_metrics"] = new
            {
                impression_count = views,
                url_link_clicks = views / 50,
                user_profile_clicks = views / 70,
                engagements = views / 10,
            },
            ["organic_metrics"] = new
            {
                impression_count = views,
                like_count = views / 20,
                reply_count = views / 200,
                retweet_count = views / 90,
            },
        };
        if (XMedia.KeysOf(number, id) is { Length: > 0 } keys)
        {
            post["attachments"] = new { media_keys = keys };
        }

        if (IsReply(number) || IsRepost(number))
        {
            post["referenced_tweets"] = new[] { new { type = IsReply(number) ? "replied_to" : "retweeted", id = "2098828989867376993" } };
        }

        return Pick(fields, AlwaysOfPost, post);
    }

    private long Hours => Math.Max(0, (_now - Beginning) / HourMs);

    private long PublishedAt(int number) => _first + (_between * number);

    /// <summary>What X gives always, and what is asked for.</summary>
    private static Dictionary<string, object> Pick(ICollection<string> fields, string[] always, Dictionary<string, object> all) =>
        all.Where(field => always.Contains(field.Key) || fields.Contains(field.Key)).ToDictionary();
}
