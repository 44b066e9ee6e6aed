using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Simulators.Platforms.LinkedIn;

/// <summary>
/// An organization whose numbers follow from its id and the clock: a post every three days since June 2026, counts that grow by the hour.
/// Each fourth post is no share, each ninth was changed 20 days later, each tenth shares another, each seventh has no statistics.
/// Organizations of users whose name begins with <c>empty</c> posted nothing, those of <c>gone</c> are not there.
/// </summary>
internal sealed class LinkedInOrganization(string id, DateTimeOffset now)
{
    private const string EmptyMark = "8";
    private const string GoneMark = "9";
    private const int OtherEvery = 4;
    private const int SilentEvery = 7;
    private const int ChangedEvery = 9;
    private const int ReshareEvery = 10;
    private const int NumberDigits = 4;
    private static readonly TimeSpan ChangedAfter = TimeSpan.FromDays(20);
    private static readonly DateTimeOffset FirstPost = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Between = TimeSpan.FromDays(3);

    /// <summary>Kinds of content in turn; null has words only.</summary>
    private static readonly Func<string, object>?[] Contents =
    [
        null,
        urn => new { media = new { id = $"urn:li:image:{urn}", altText = "" } },
        urn => new { media = new { id = $"urn:li:video:{urn}", title = "Film" } },
        urn => new { multiImage = new { images = new[] { new { id = $"urn:li:image:{urn}a" }, new { id = $"urn:li:image:{urn}b" } } } },
        urn => new { article = new { source = "https://blog.example/", title = "Read", thumbnail = $"urn:li:image:{urn}" } },
        urn => new { media = new { id = $"urn:li:document:{urn}", title = "Paper" } },
    ];

    private readonly uint _seed = Seed(id);

    private int Published => id.StartsWith(EmptyMark, StringComparison.Ordinal) || now < FirstPost ? 0 : (int)((now - FirstPost) / Between) + 1;

    /// <summary>The two organizations that a user administers.</summary>
    public static IEnumerable<string> OfUser(string user)
    {
        string mark = user.StartsWith("empty", StringComparison.Ordinal) ? EmptyMark : user.StartsWith("gone", StringComparison.Ordinal) ? GoneMark : "1";
        return Enumerable.Range(1, 2).Select(last => string.Create(CultureInfo.InvariantCulture, $"{mark}{Seed(user):0000000000}{last}"));
    }

    /// <summary>Null for a URN that nobody has.</summary>
    public static LinkedInOrganization? Find(string? urn, DateTimeOffset now) =>
        urn?.Split(':') is ["urn", "li", "organization", { Length: > 0 } id] && id.All(char.IsAsciiDigit) && !id.StartsWith(GoneMark, StringComparison.Ordinal)
            ? new LinkedInOrganization(id, now)
            : null;

    public object Size() => new { firstDegreeSize = 1000 + (_seed % 200_000) + Hours };

    /// <summary>Followers gained on each day.</summary>
    public object[] Gains(DateTimeOffset from, DateTimeOffset to) =>
    [
        .. Enumerable.Range(0, Math.Max(0, (int)(to - from).TotalDays)).Select(day => (object)new
        {
            organizationalEntity = $"urn:li:organization:{id}",
            timeRange = new { start = from.AddDays(day).ToUnixTimeMilliseconds(), end = from.AddDays(day + 1).ToUnixTimeMilliseconds() },
            followerGains = new { organicFollowerGain = 20 + ((_seed + (uint)from.AddDays(day).DayOfYear) % 9), paidFollowerGain = 0 },
        }),
    ];

    /// <summary>The posts, those changed last first, and how many there are.</summary>
    public (object[] Page, int Total) Posts(int start, int count) => (
        [
            .. Enumerable.Range(0, Published).OrderByDescending(ChangedAt).Skip(start).Take(count).Select(Post),
        ],
        Published);

    /// <summary>Null for a post that is not this organization's, and for one of which nothing is counted.</summary>
    /// <param name="urn">The post.</param>
    /// <param name="field">Where the statistics name it: <c>share</c> or <c>ugcPost</c>.</param>
    public object? Statistics(string urn, string field)
    {
        if (NumberOf(urn) is not { } number || UrnOf(number) != urn || number % SilentEvery == 0)
        {
            return null;
        }

        long seen = 200 + ((_seed + ((uint)number * 7919)) % 900) + ((long)(now - PublishedAt(number)).TotalHours * 2);
        return new Dictionary<string, object>
        {
            ["organizationalEntity"] = $"urn:li:organization:{id}",
            [field] = urn,
            ["totalShareStatistics"] = new
            {
                impressionCount = seen,
                uniqueImpressionsCount = seen * 4 / 5,
                clickCount = seen / 50,
                likeCount = seen / 20,
                commentCount = seen / 200,
                shareCount = seen / 150,
                engagement = 0.07,
            },
        };
    }

    private Dictionary<string, object> Post(int number)
    {
        Dictionary<string, object> post = new()
        {
            ["id"] = UrnOf(number),
            ["author"] = $"urn:li:organization:{id}",
            ["commentary"] = $"Post {number} #work",
            ["createdAt"] = PublishedAt(number).AddMinutes(-5).ToUnixTimeMilliseconds(),
            ["publishedAt"] = PublishedAt(number).ToUnixTimeMilliseconds(),
            ["lastModifiedAt"] = ChangedAt(number).ToUnixTimeMilliseconds(),
            ["visibility"] = "PUBLIC",
            ["lifecycleState"] = "PUBLISHED",
            ["isReshareDisabledByAuthor"] = false,
            ["distribution"] = new { feedDistribution = "MAIN_FEED" },
        };
        if (Contents[number % Contents.Length] is { } content)
        {
            post["content"] = content(string.Create(CultureInfo.InvariantCulture, $"C{_seed:x8}{number}"));
        }

        if (number % ReshareEvery == ReshareEvery - 1)
        {
            post["reshareContext"] = new { parent = "urn:li:share:7000000000000000001", root = "urn:li:share:7000000000000000001" };
        }

        return post;
    }

    private long Hours => Math.Max(0, (long)(now - FirstPost).TotalHours);

    private string UrnOf(int number) => string.Create(
        CultureInfo.InvariantCulture, $"urn:li:{(number % OtherEvery == 0 ? "ugcPost" : "share")}:7{id}{number:0000}");

    private static int? NumberOf(string urn) => urn.Length > NumberDigits
        && int.TryParse(urn.AsSpan(urn.Length - NumberDigits), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        ? number
        : null;

    private static DateTimeOffset PublishedAt(int number) => FirstPost + (Between * number);

    private DateTimeOffset ChangedAt(int number) =>
        number % ChangedEvery == 0 && PublishedAt(number) + ChangedAfter <= now ? PublishedAt(number) + ChangedAfter : PublishedAt(number);

    private static uint Seed(string text) => BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
