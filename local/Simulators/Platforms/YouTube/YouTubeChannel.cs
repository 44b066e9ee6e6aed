using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Simulators.Platforms.YouTube;

/// <summary>
/// A channel whose numbers follow from its name and the clock: a video every other day at noon since June 2026, counts that grow by the
/// hour. Users whose name begins with <c>hidden</c> hide their subscribers, those with <c>empty</c> never published anything, those with
/// <c>gone</c> are not there.
/// </summary>
internal sealed class YouTubeChannel(string user, DateTimeOffset now)
{
    private const int SignificantDigits = 3;
    private const int NoLikesEvery = 7;
    private const int NoCommentsEvery = 5;
    private static readonly DateTimeOffset FirstVideo = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Between = TimeSpan.FromDays(2);
    private readonly uint _seed = BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(user)));

    public string Uploads => $"UU{user}";

    public bool HasVideos => !user.StartsWith("empty", StringComparison.Ordinal);

    private int Published => HasVideos && now >= FirstVideo ? (int)((now - FirstVideo) / Between) + 1 : 0;

    /// <summary>Null for an id that nobody has.</summary>
    public static YouTubeChannel? Find(string? id, string prefix, DateTimeOffset now) =>
        id?.StartsWith(prefix, StringComparison.Ordinal) == true && !id.StartsWith(prefix + "gone", StringComparison.Ordinal)
            ? new YouTubeChannel(id[prefix.Length..], now)
            : null;

    /// <summary>The channel of a video; null for an id that nobody has.</summary>
    public static YouTubeChannel? OfVideo(string id, DateTimeOffset now) =>
        id.Split('.') is ["v", var user, _] ? new YouTubeChannel(user, now) : null;

    public object Resource()
    {
        bool hides = user.StartsWith("hidden", StringComparison.Ordinal);
        Dictionary<string, object> statistics = new()
        {
            ["viewCount"] = Text(Hours * 40),
            ["hiddenSubscriberCount"] = hides,
            ["videoCount"] = Text(Published),
        };
        if (!hides)
        {
            statistics["subscriberCount"] = Text(Rounded(1000 + (_seed % 500_000) + (Hours * 3)));
        }

        return new
        {
            kind = "youtube#channel",
            etag = "e1",
            id = $"UC{user}",
            snippet = new
            {
                title = $"Channel {user}",
                description = "Songs and how they are made",
                customUrl = $"@{user}",
                publishedAt = "2020-03-01T09:00:00Z",
                thumbnails = new { @default = new { url = "https://yt3.ggpht.example/a.jpg", width = 88, height = 88 } },
            },
            contentDetails = new { relatedPlaylists = new { likes = "", uploads = Uploads } },
            statistics,
        };
    }

    /// <summary>The uploads, newest first, from an offset on.</summary>
    public IEnumerable<object> Items(int offset, int count) => Enumerable.Range(0, Published).Reverse().Skip(offset).Take(count)
        .Select(number => new
        {
            kind = "youtube#playlistItem",
            etag = "e1",
            id = $"i.{user}.{number}",
            contentDetails = new { videoId = VideoId(number), videoPublishedAt = Time(PublishedAt(number)) },
        });

    public bool HasMore(int offset) => offset < Published;

    /// <summary>Null for a number that is not published.</summary>
    public object? Video(string id)
    {
        if (!int.TryParse(id.Split('.')[2], NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number >= Published)
        {
            return null;
        }

        long views = 100 + ((_seed + ((uint)number * 7919)) % 900) + ((long)(now - PublishedAt(number)).TotalHours * (1 + (number % 9)));
        Dictionary<string, string> statistics = new() { ["viewCount"] = Text(views), ["favoriteCount"] = "0" };
        if (number % NoLikesEvery != 0)
        {
            statistics["likeCount"] = Text(views / 20);
        }

        if (number % NoCommentsEvery != 0)
        {
            statistics["commentCount"] = Text(views / 200);
        }

        return new
        {
            kind = "youtube#video",
            etag = "e1",
            id,
            snippet = new
            {
                publishedAt = Time(PublishedAt(number)),
                channelId = $"UC{user}",
                title = $"Song {number}",
                description = $"Take {number} #live",
                channelTitle = $"Channel {user}",
                tags = new[] { "music" },
                categoryId = "10",
                liveBroadcastContent = "none",
            },
            contentDetails = new { duration = $"PT{2 + (number % 5)}M{number % 60}S", dimension = "2d", definition = "hd", caption = "false" },
            status = new { uploadStatus = "processed", privacyStatus = "public", license = "youtube", embeddable = true },
            statistics,
        };
    }

    /// <summary>Views, minutes, likes and subscribers of each day.</summary>
    public IEnumerable<object[]> Days(DateOnly from, DateOnly to) =>
        Enumerable.Range(0, Math.Max(0, to.DayNumber - from.DayNumber + 1)).Select(from.AddDays).Select(day => (object[])
        [
            day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), 500 + ((_seed + (uint)day.DayNumber) % 500), 1200, 40, 72,
        ]);

    private long Hours => Math.Max(0, (long)(now - FirstVideo).TotalHours);

    private static DateTimeOffset PublishedAt(int number) => FirstVideo + (Between * number);

    private string VideoId(int number) => $"v.{user}.{number.ToString(CultureInfo.InvariantCulture)}";

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The platform shows no more than three digits of subscribers.</summary>
    private static long Rounded(long number)
    {
        long unit = 1;
        for (long rest = number; rest >= Math.Pow(10, SignificantDigits); rest /= 10)
        {
            unit *= 10;
        }

        return number / unit * unit;
    }
}
