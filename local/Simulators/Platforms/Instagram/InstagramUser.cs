using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Simulators.Platforms.Meta;

namespace Simulators.Platforms.Instagram;

/// <summary>
/// A professional account whose numbers follow from its name and the clock: a post every other day at noon since June 2026, counts that grow by
/// the hour; every seventh post hides its likes. Users whose name begins with <c>empty</c> never published anything, those with <c>gone</c> are
/// not there; of those with <c>converted</c> the first ten posts are from before they had a professional account, of those with <c>quiet</c>
/// every ninth post has too few viewers, and those with <c>retired</c> live where the metric <c>views</c> was given up.
/// </summary>
internal sealed class InstagramUser(string user, DateTimeOffset now)
{
    private const int NoLikesEvery = 7;
    private const int QuietEvery = 9;
    private const int BeforeConversion = 10;
    private const string MediaIdStart = "m.";
    private const string Base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static readonly DateTimeOffset FirstPost = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Between = TimeSpan.FromDays(2);
    private static readonly TimeSpan InsightsLate = TimeSpan.FromHours(48);
    private readonly uint _seed = BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(user)));

    public int Published => user.StartsWith("empty", StringComparison.Ordinal) || now < FirstPost ? 0 : (int)((now - FirstPost) / Between) + 1;

    private long Hours => Math.Max(0, (long)(now - FirstPost).TotalHours);

    public static bool IsMediaId(string id) => id.StartsWith(MediaIdStart, StringComparison.Ordinal);

    public string MediaId(int number) => $"{MediaIdStart}{user}.{number.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Null for a post of somebody else, or one that is not there.</summary>
    public int? NumberOf(string mediaId) => mediaId.StartsWith($"{MediaIdStart}{user}.", StringComparison.Ordinal)
        && int.TryParse(mediaId.AsSpan(MediaIdStart.Length + user.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        && number < Published
        ? number
        : null;

    public Dictionary<string, object?> Resource() => new()
    {
        ["id"] = $"app-{user}",
        ["user_id"] = user,
        ["username"] = $"{user}.gram",
        ["name"] = $"Account {user}",
        ["biography"] = "Songs and how they are made",
        ["profile_picture_url"] = $"https://scontent.cdninstagram.com/v/{_seed}.jpg?_nc_ht=scontent&oh=1",
        ["website"] = "https://acme.example",
        ["followers_count"] = 1000 + (_seed % 500_000) + (Hours * 3),
        ["follows_count"] = _seed % 900,
        ["media_count"] = Published,
    };

    /// <summary>The numbers of the posts, newest first, from an offset on.</summary>
    public IEnumerable<int> Media(int offset, int count) => Enumerable.Range(0, Published).Reverse().Skip(offset).Take(count);

    public Dictionary<string, object?> Medium(int number)
    {
        string type = (number % 4) switch { 1 => "CAROUSEL_ALBUM", 2 => "VIDEO", _ => "IMAGE" };
        string shortcode = Shortcode(((ulong)_seed << 16) + (uint)number);
        Dictionary<string, object?> medium = new()
        {
            ["id"] = MediaId(number),
            ["caption"] = $"Take {number} #live @friend",
            ["media_type"] = type,
            ["media_product_type"] = type == "VIDEO" ? "REELS" : "FEED",
            ["media_url"] = Address(number, 0, type == "VIDEO" ? "mp4" : "jpg"),
            ["permalink"] = $"https://www.instagram.com/{(type == "VIDEO" ? "reel" : "p")}/{shortcode}/",
            ["timestamp"] = MetaGraph.Time(PublishedAt(number)),
            ["comments_count"] = Views(number) / 200,
            ["shortcode"] = shortcode,
        };
        if (type == "VIDEO")
        {
            medium["thumbnail_url"] = Address(number, 0, "jpg");
        }

        if (type == "CAROUSEL_ALBUM")
        {
            medium["children"] = new
            {
                data = new object[]
                {
                    new { media_url = Address(number, 0, "jpg"), media_type = "IMAGE", id = $"{MediaId(number)}.0" },
                    new { media_url = Address(number, 1, "mp4"), media_type = "VIDEO", id = $"{MediaId(number)}.1" },
                },
            };
        }

        if (number % NoLikesEvery != 0)
        {
            medium["like_count"] = Views(number) / 20;
        }

        return medium;
    }

    /// <summary>Why a post has no insights; null when it has.</summary>
    public (int, object)? InsightFault(int number) =>
        user.StartsWith("converted", StringComparison.Ordinal) && number < BeforeConversion
            ? MetaError.Of(400, 100, 2_108_006, "Invalid parameter")
        : user.StartsWith("quiet", StringComparison.Ordinal) && number % QuietEvery == 0
            ? MetaError.Of(400, 10, null, "(#10) Not enough viewers for the media to show insights")
        : null;

    /// <summary>Nothing at all while it is not known yet.</summary>
    public object[] MediaInsights(int number, string[] metrics) => now - PublishedAt(number) < InsightsLate ? [] : [.. metrics.Select(metric => new
    {
        name = metric,
        period = "lifetime",
        values = new[] { new { value = metric == "views" ? Views(number) : metric == "reach" ? Views(number) * 3 / 4 : Views(number) / 50 } },
        title = metric,
        id = $"{MediaId(number)}/insights/{metric}/lifetime",
    })];

    /// <summary>Totals of the day that begins at a time; they are what they are, whenever they are asked for.</summary>
    public object[] Insights(string[] metrics, DateTimeOffset since) => [.. metrics.Select(metric => new
    {
        name = metric,
        period = "day",
        title = metric,
        total_value = new { value = 100 + ((_seed + (uint)since.DayOfYear + ((uint)metric.Length * 31)) % 900) },
        id = $"{user}/insights/{metric}/day",
    })];

    private static DateTimeOffset PublishedAt(int number) => FirstPost + (Between * number);

    private long Views(int number) =>
        100 + ((_seed + ((uint)number * 7919)) % 900) + ((long)(now - PublishedAt(number)).TotalHours * (1 + (number % 9)));

    private string Address(int number, int part, string ending) =>
        $"https://scontent.cdninstagram.com/v/{_seed}_{number}_{part}.{ending}?_nc_ht=scontent&oh={now.ToUnixTimeSeconds()}";

    private static string Shortcode(ulong number)
    {
        string code = "";
        for (; number > 0; number >>= 6)
        {
            code = Base64[(int)(number & 63)] + code;
        }

        return code;
    }
}
