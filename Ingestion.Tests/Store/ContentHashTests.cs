using Ingestion.Core.Normalize;
using Ingestion.Core.Store;
using Xunit;

namespace Ingestion.Tests.Store;

[Trait("Category", "Unit")]
public sealed class ContentHashTests
{
    private static readonly CanonicalPost Post = Records.Post("1") with { Mentions = ["ab", "c"], Language = "en" };
    private readonly ContentHash hash = new();

    internal static readonly Dictionary<string, CanonicalPost> Edits = new()
    {
        ["handle"] = Post with { Author = Post.Author with { Handle = "nba" } },
        ["author id"] = Post with { Author = Post.Author with { Id = null } },
        ["author name"] = Post with { Author = Post.Author with { Name = "" } },
        ["author url"] = Post with { Author = Post.Author with { Url = null } },
        ["url"] = Post with { Url = "https://www.facebook.com/2" },
        ["published"] = Post with { PublishedAt = null },
        ["text"] = Post with { Text = "Hello!" },
        ["language"] = Post with { Language = "vi" },
        ["hashtags"] = Post with { Hashtags = ["nba"] },
        ["mentions"] = Post with { Mentions = ["a", "bc"] },
        ["type"] = Post with { ContentType = ContentType.Reel },
        ["no media"] = Post with { Media = [] },
        ["media type"] = Post with { Media = [Post.Media[0] with { Type = "video" }] },
        ["media url"] = Post with { Media = [Post.Media[0] with { Url = "https://pbs.twimg.com/media/2.jpg" }] },
        ["media duration"] = Post with { Media = [Post.Media[0] with { Duration = TimeSpan.Zero }] },
        ["media width"] = Post with { Media = [Post.Media[0] with { Width = null }] },
        ["media height"] = Post with { Media = [Post.Media[0] with { Height = 0 }] },
        ["sponsored"] = Post with { IsSponsored = null },
        ["repost"] = Post with { IsRepost = false },
    };

    public static TheoryData<string> EditNames => [.. Edits.Keys];

    [Theory]
    [MemberData(nameof(EditNames))]
    public void Of_OneFieldDiffers_Differs(string edit) => Assert.NotEqual(HashOf(Post), HashOf(Edits[edit]));

    [Fact]
    public void Of_EqualContent_IsEqualWhateverTheCountsAndThePlace() => Assert.Equal(
        HashOf(Post),
        HashOf(Post with
        {
            Counts = PostCounts.None,
            Place = new RecordPlace(9, 9, 9),
            ObservedAt = Post.ObservedAt.AddDays(1),
            Author = Post.Author with { Followers = null },
        }));

    [Fact]
    public void Of_AfterALargePost_IsTheSame()
    {
        byte[] before = HashOf(Post);

        HashOf(Post with { Text = new string('x', 5_000_000) });

        Assert.Equal(before, HashOf(Post));
    }

    private byte[] HashOf(CanonicalPost post) => hash.Of(post).ToArray();
}
