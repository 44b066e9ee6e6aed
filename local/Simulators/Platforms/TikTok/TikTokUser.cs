using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Simulators.Platforms.TikTok;

/// <summary>
/// A user whose numbers follow from the name and the clock: a video every other day since June 2026, at a time of day of their own, counts
/// that grow by the hour. Users whose name begins with <c>empty</c> never published anything.
/// </summary>
internal sealed class TikTokUser
{
    private const int NoSharesEvery = 7;
    private const int NoTextEvery = 5;
    private const int SecondsOfDay = 86_400;
    private static readonly DateTimeOffset Beginning = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly long Between = (long)TimeSpan.FromDays(2).TotalSeconds;
    private readonly string _user;
    private readonly uint _seed;
    private readonly long _first;
    private readonly long _now;

    public TikTokUser(string user, DateTimeOffset now)
    {
        _user = user;
        _seed = BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(user)));
        _first = Beginning.ToUnixTimeSeconds() + (_seed % SecondsOfDay);
        _now = now.ToUnixTimeSeconds();
    }

    private int Published => _user.StartsWith("empty", StringComparison.Ordinal) ? 0 : CountBefore(_now + 1);

    private string Name => $"{_user}.tok";

    private long Hours => Math.Max(0, (_now - Beginning.ToUnixTimeSeconds()) / 3600);

    /// <summary>Everything that can be asked for.</summary>
    public IReadOnlyDictionary<string, object> Info() => new Dictionary<string, object>
    {
        ["open_id"] = _user,
        ["union_id"] = $"union-{_user}",
        ["avatar_url"] = "https://p16-sign.tiktokcdn.example/a.jpeg?x-expires=1",
        ["display_name"] = $"User {_user}",
        ["bio_description"] = "Songs and how they are made",
        ["profile_deep_link"] = "https://vm.tiktok.com/ZM8abc/",
        ["is_verified"] = _seed % 2 == 0,
        ["username"] = Name,
        ["follower_count"] = 1000 + (_seed % 500_000) + (Hours * 3),
        ["following_count"] = _seed % 900,
        ["likes_count"] = (_seed % 9_000_000) + (Hours * 40),
        ["video_count"] = Published,
    };

    /// <summary>Videos from before a time, newest first.</summary>
    /// <param name="before">In milliseconds since 1970; 0 for all.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cursor">The time of the last one; 0 when there is none.</param>
    /// <param name="hasMore">Whether older ones are left.</param>
    public IEnumerable<IReadOnlyDictionary<string, object>> Videos(long before, int count, out long cursor, out bool hasMore)
    {
        int end = before <= 0 ? Published : Math.Min(Published, CountBefore(before / 1000));
        int start = Math.Max(0, end - count);
        cursor = end > start ? PublishedAt(start) * 1000 : 0;
        hasMore = start > 0;
        return Enumerable.Range(start, end - start).Reverse().Select(Video);
    }

    private Dictionary<string, object> Video(int number)
    {
        string id = ((PublishedAt(number) << 32) | (_seed ^ (uint)(number * 7919))).ToString(CultureInfo.InvariantCulture);
        long views = 100 + ((_seed + ((uint)number * 7919)) % 900) + ((_now - PublishedAt(number)) / 3600 * (1 + (number % 9)));
        Dictionary<string, object> video = new()
        {
            ["id"] = id,
            ["create_time"] = PublishedAt(number),
            ["title"] = $"Song {number}",
            ["video_description"] = number % NoTextEvery == 0 ? "" : $"Take {number} #live",
            ["duration"] = 10 + (number % 50),
            ["cover_image_url"] = "https://p16-sign.tiktokcdn.example/c.jpeg?x-expires=1",
            ["share_url"] = $"https://www.tiktok.com/@{Name}/video/{id}?utm_campaign=tt4d_open_api&utm_source=app-1",
            ["embed_link"] = $"https://www.tiktok.com/player/v1/{id}?utm_campaign=tt4d_open_api&utm_source=app-1",
            ["width"] = 1080,
            ["height"] = 1920,
            ["like_count"] = views / 20,
            ["comment_count"] = views / 200,
            ["view_count"] = views,
        };
        if (number % NoSharesEvery != 0)
        {
            video["share_count"] = views / 300;
        }

        return video;
    }

    private long PublishedAt(int number) => _first + (Between * number);

    /// <summary>How many videos are older than a time in seconds since 1970.</summary>
    private int CountBefore(long seconds) => seconds <= _first ? 0 : (int)((seconds - _first - 1) / Between) + 1;
}
