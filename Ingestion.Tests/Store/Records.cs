using Ingestion.Core.Normalize;

namespace Ingestion.Tests.Store;

/// <summary>Canonical records as a mapper could have made them.</summary>
internal static class Records
{
    internal static readonly DateTimeOffset Start = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    /// <summary>A post as seen some minutes after <see cref="Start"/>.</summary>
    internal static CanonicalPost Post(string id, int minute = 0, long? likes = 10, string? text = "Hello", long index = 0) => new()
    {
        Platform = "facebook",
        PostId = id,
        Author = new PostAuthor("espn", "100044568393679", "ESPN", "https://www.facebook.com/ESPN", 230_000_000),
        Url = $"https://www.facebook.com/ESPN/posts/{id}",
        PublishedAt = new DateTimeOffset(2023, 6, 22, 5, 25, 0, TimeSpan.Zero),
        ObservedAt = Start.AddMinutes(minute),
        Text = text,
        ContentType = ContentType.Photo,
        Hashtags = ["nba", "finals"],
        Media = [new PostMedia("photo", $"https://pbs.twimg.com/media/{id}.jpg", null, 640, 480)],
        Counts = new PostCounts { Likes = likes, Comments = 3, Reactions = [new ReactionCount("like", likes ?? 0)] },
        IsSponsored = false,
        Place = new RecordPlace(index, index * 1000, 900),
    };

    /// <summary>A profile as seen some minutes after <see cref="Start"/>.</summary>
    internal static CanonicalProfile Profile(string handle, int minute = 0, long? followers = null, long index = 0) => new()
    {
        Platform = "facebook",
        Handle = handle,
        Followers = followers,
        ObservedAt = Start.AddMinutes(minute),
        Place = new RecordPlace(index, index * 1000, 900),
    };

    internal static RejectedRecord Rejected(long index, string reason = RejectionReasons.MissingId) =>
        new(new RecordPlace(index, index * 1000, 900), reason, "$.post_id", "expected text, found nothing", [0x7B, 0x00, 0xFF]);

    internal static RecordBatch Batch(params IEnumerable<CanonicalPost> posts)
    {
        RecordBatch batch = new();
        batch.Posts.AddRange(posts);
        return batch;
    }

    internal static RecordBatch Profiles(params IEnumerable<CanonicalProfile> profiles)
    {
        RecordBatch batch = new();
        batch.Profiles.AddRange(profiles);
        return batch;
    }

    internal static RecordBatch Authors(params IEnumerable<CanonicalProfile> authors)
    {
        RecordBatch batch = new();
        batch.Authors.AddRange(authors);
        return batch;
    }
}
