using System.Globalization;
using Ingestion.Core.Normalize;

namespace Ingestion.Bench.Upsert;

/// <summary>
/// Posts of the size and shape of the real Facebook ones: about 150 characters of text, a picture, three reactions, and ids that
/// do not follow the time.
/// </summary>
internal static class SamplePosts
{
    private const int BatchSize = 500;
    private const string Server = "https://scontent-dfw5-2.xx.fbcdn.net/v/t39.30808-6/";
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    private static readonly string[] Words =
    [
        "breaking", "tonight", "the", "finals", "is", "headed", "to", "Memphis", "sources", "tell", "us", "that", "🚨", "plus",
        "deal", "người", "mẹ", "sữa",
    ];

    /// <summary>Batches of posts whose ids nobody else has; made before the clock starts.</summary>
    /// <param name="first">Number of the first post.</param>
    /// <param name="count">How many.</param>
    /// <param name="visit">Another visit finds another text and other counts, at a later time.</param>
    /// <param name="hour">When it is seen, in hours after a fixed time.</param>
    public static IReadOnlyList<RecordBatch> Batches(int first, int count, int visit, int hour) =>
    [
        .. Enumerable.Range(first, count).Chunk(BatchSize).Select(numbers =>
        {
            RecordBatch batch = new();
            batch.Posts.AddRange(numbers.Select(number => Post(number, number - first, visit, hour)));
            return batch;
        }),
    ];

    private static CanonicalPost Post(int number, int index, int visit, int hour)
    {
        // In no order, and never twice.
        long id = 7_000_000_000_000_000 + (number * 6_364_136_223L % 999_999_999_989L);
        string post = id.ToString(CultureInfo.InvariantCulture);
        long likes = (number % 5000) + visit;
        return new CanonicalPost
        {
            Platform = "facebook",
            PostId = post,
            Author = new PostAuthor("espn", "100044568393679", "ESPN", "https://www.facebook.com/ESPN", 230_000_000),
            Url = $"https://www.facebook.com/ESPN/posts/{post}",
            PublishedAt = Start.AddSeconds(-number),
            ObservedAt = Start.AddHours(hour).AddMilliseconds(index),
            Text = Text(number, visit),
            Hashtags = ["nba", "finals"],
            Mentions = ["wojespn"],
            ContentType = ContentType.Photo,
            Media = [new PostMedia("photo", $"{Server}{post}_n.jpg?stp=dst-jpg_s640x640&_nc_cat=100&oh=00_{post}", null, 640, 640)],
            Counts = new PostCounts
            {
                Likes = likes,
                Comments = number % 700,
                Shares = number % 90,
                Reactions = [new("haha", number % 7), new("like", likes), new("love", number % 40)],
            },
            IsSponsored = false,
            Place = new RecordPlace(index, index * 2700L, 2690),
        };
    }

    private static string Text(int number, int visit)
    {
        Random random = new(HashCode.Combine(number, visit));
        return string.Join(' ', Enumerable.Range(0, 27).Select(_ => Words[random.Next(Words.Length)]).Append($"{visit}"));
    }
}
