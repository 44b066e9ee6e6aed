using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Simulators.Platforms.Meta;

namespace Simulators.Platforms.Facebook;

/// <summary>
/// A Page whose numbers follow from its id and the clock: a post every other day at noon since June 2026, counts that grow by the hour; every
/// fifth post was never shared and says nothing of shares. Pages whose id begins with <c>empty</c> never published anything, those with
/// <c>gone</c> are not there, and those with <c>retired</c> live where the metrics <c>page_media_view</c> and <c>post_media_view</c> were given up.
/// </summary>
internal sealed class FacebookPage(string id, DateTimeOffset now)
{
    private const int NoSharesEvery = 5;
    private static readonly DateTimeOffset FirstPost = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Between = TimeSpan.FromDays(2);
    private static readonly TimeSpan InsightsLate = TimeSpan.FromHours(24);
    private readonly uint _seed = BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    public int Published => id.StartsWith("empty", StringComparison.Ordinal) || now < FirstPost ? 0 : (int)((now - FirstPost) / Between) + 1;

    private long Hours => Math.Max(0, (long)(now - FirstPost).TotalHours);

    public static bool IsPostId(string id) => id.Contains('_', StringComparison.Ordinal);

    /// <summary>Null for a post of another Page, or one that is not there.</summary>
    public int? NumberOf(string postId) =>
        postId.StartsWith($"{id}_", StringComparison.Ordinal)
        && ulong.TryParse(postId.AsSpan(id.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ulong own)
        && own - ((ulong)_seed << 16) is var number
        && number < (ulong)Published
            ? (int)number
            : null;

    public Dictionary<string, object?> Resource() => new()
    {
        ["id"] = id,
        ["name"] = $"Page {id}",
        ["link"] = $"https://www.facebook.com/{id}",
        ["followers_count"] = 1000 + (_seed % 500_000) + (Hours * 3),
        ["fan_count"] = 900 + (_seed % 500_000) + (Hours * 2),
        ["verification_status"] = _seed % 2 == 0 ? "blue_verified" : "not_verified",
    };

    /// <summary>The numbers of the posts, newest first, from an offset on.</summary>
    public IEnumerable<int> Posts(int offset, int count) => Enumerable.Range(0, Published).Reverse().Skip(offset).Take(count);

    public Dictionary<string, object?> Post(int number)
    {
        Dictionary<string, object?> post = new()
        {
            ["id"] = PostId(number),
            ["message"] = $"Take {number} #live",
            ["created_time"] = MetaGraph.Time(PublishedAt(number)),
            ["permalink_url"] = $"https://www.facebook.com/{id}/{(number % 4 == 2 ? "videos" : "posts")}/{Own(number)}",
            ["reactions"] = new { data = Array.Empty<object>(), summary = new { total_count = Views(number) / 20 } },
            ["comments"] = new { data = Array.Empty<object>(), summary = new { order = "ranked", total_count = Views(number) / 200, can_comment = true } },
        };
        if (number % NoSharesEvery != 0)
        {
            post["shares"] = new { count = 1 + (Views(number) / 500) };
        }

        if (AttachmentOf(number) is { } attachment)
        {
            post["full_picture"] = Address(number, 0);
            post["attachments"] = new { data = new[] { attachment } };
        }

        return post;
    }

    /// <summary>Nothing at all while it is not known yet.</summary>
    public object[] PostInsights(int number, string[] metrics) => now - PublishedAt(number) < InsightsLate ? [] : [.. metrics.Select(metric => new
    {
        name = metric,
        period = "lifetime",
        values = new[] { new { value = metric == "post_media_view" ? Views(number) : Views(number) * 3 / 4 } },
        title = metric,
        id = $"{PostId(number)}/insights/{metric}/lifetime",
    })];

    public object[] Insights(string[] metrics, DateTimeOffset since, DateTimeOffset until) => [.. metrics.Select(metric => new
    {
        name = metric,
        period = "day",
        values = Enumerable.Range(1, Math.Clamp((int)(until - since).TotalDays, 0, 90)).Select(day => new
        {
            value = 100 + ((_seed + (uint)since.AddDays(day).DayOfYear + ((uint)metric.Length * 31)) % 900), end_time = MetaGraph.Time(since.AddDays(day)),
        }).ToArray(),
        title = metric,
        id = $"{id}/insights/{metric}/day",
    })];

    private static DateTimeOffset PublishedAt(int number) => FirstPost + (Between * number);

    private string PostId(int number) => $"{id}_{Own(number)}";

    private string Own(int number) => (((ulong)_seed << 16) + (uint)number).ToString(CultureInfo.InvariantCulture);

    private object? AttachmentOf(int number) => (number % 4) switch
    {
        0 => null,
        1 => new
        {
            media_type = "album",
            media = Image(number, 0),
            url = $"https://www.facebook.com/{id}/posts/{Own(number)}",
            subattachments = new
            {
                data = new[]
                {
                    new { type = "photo", media = Image(number, 0), url = "https://www.facebook.com/photo.php?fbid=1" },
                    new { type = "photo", media = Image(number, 1), url = "https://www.facebook.com/photo.php?fbid=2" },
                },
            },
        },
        2 => new
        {
            media_type = "video",
            media = new { image = new { src = Address(number, 0), width = 720, height = 720 }, source = Address(number, 1) },
            url = $"https://www.facebook.com/{id}/videos/{Own(number)}",
        },
        _ => new { media_type = "photo", media = Image(number, 0), url = "https://www.facebook.com/photo.php?fbid=1" },
    };

    private object Image(int number, int part) => new { image = new { src = Address(number, part), width = 720, height = 720 } };

    private string Address(int number, int part) =>
        $"https://scontent.xx.fbcdn.net/v/{_seed}_{number}_{part}.jpg?_nc_cat=1&oh={now.ToUnixTimeSeconds()}";

    private long Views(int number) =>
        100 + ((_seed + ((uint)number * 7919)) % 900) + ((long)(now - PublishedAt(number)).TotalHours * (1 + (number % 9)));
}
