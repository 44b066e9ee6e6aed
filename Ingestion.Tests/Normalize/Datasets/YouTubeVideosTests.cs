using Ingestion.Core.Normalize;
using Xunit;

namespace Ingestion.Tests.Normalize.Datasets;

[Trait("Category", "Unit")]
public sealed class YouTubeVideosTests
{
    private const string Dataset = "gd_lk56epmy2i5g7lzu0k";

    [Fact]
    public void Post_AVideo_HasItsValues()
    {
        var post = Post(0);

        Assert.Equal(("youtube", "K5KVEU3aaeQ"), (post.Platform, post.PostId));
        Assert.Equal(
            new PostAuthor(
                "programmingwithmosh",
                "UCWv7vMbMWH4-V0ZXdmDpPBA",
                "Programming with Mosh",
                "https://www.youtube.com/@programmingwithmosh",
                4810000),
            post.Author);
        Assert.Equal("Python Full Course\n\nLearn it in one day.\n#Python #Code by @Mosh", post.Text);
        Assert.Equal(["python", "code"], post.Hashtags);
        Assert.Equal(["mosh"], post.Mentions);
        Assert.Equal(new DateTimeOffset(2025, 2, 12, 15, 0, 10, TimeSpan.Zero), post.PublishedAt);
        Assert.Equal((ContentType.Video, false, null), (post.ContentType, post.IsSponsored, post.IsRepost));
    }

    [Fact]
    public void Url_WithTrackingParameters_IsMadeFromTheId() => Assert.Equal(
        "https://www.youtube.com/watch?v=K5KVEU3aaeQ", Post(0).Url);

    [Fact]
    public void Counts_WithCommentsOff_LeaveThemUnknown()
    {
        var counts = Post(0).Counts;

        Assert.Equal((112233, 5127873, null, null), (counts.Likes, counts.Views, counts.Comments, counts.Shares));
    }

    [Fact]
    public void Media_IsThePageAndNotTheSignedFile() => Assert.Equal(
        [new PostMedia("video", "https://www.youtube.com/watch?v=K5KVEU3aaeQ", TimeSpan.FromSeconds(7340), null, null)],
        Post(0).Media);

    [Fact]
    public void Post_AShort_HasItsValues()
    {
        var post = Post(1);

        Assert.Equal(("yymyLXPbP1Y", ContentType.Short, true), (post.PostId, post.ContentType, post.IsSponsored));
        Assert.Equal("https://www.youtube.com/watch?v=yymyLXPbP1Y", post.Url);
        Assert.Equal("Senior in a minute", post.Text);
        Assert.Equal(("k\u00f6der", null), (post.Author.Handle, post.Author.Followers));
        Assert.Equal((null, 90, 0), (post.Counts.Likes, post.Counts.Views, post.Counts.Comments));
    }

    [Theory]
    [InlineData("https://www.youtube.com/watch?pp=x&v=K5KVEU3aaeQ&t=56s")]
    [InlineData("https://youtu.be/K5KVEU3aaeQ?si=x")]
    [InlineData("https://www.youtube.com/shorts/K5KVEU3aaeQ")]
    public void Id_Missing_IsTakenFromTheAddress(string url) => Assert.Equal(
        "K5KVEU3aaeQ",
        Post(0, ("video_id", null), ("shortcode", "null"), ("url", $"\"{url}\"")).PostId);

    [Theory]
    [InlineData("https://www.youtube.com/@k%C3%B6der", "k\u00f6der")]
    [InlineData("https://www.youtube.com/channel/UCWv7vMbMWH4-V0ZXdmDpPBA", "ucwv7vmbmwh4-v0zxdmdppba")]
    [InlineData("https://www.youtube.com/@a%00b", "ucwv7vmbmwh4-v0zxdmdppba")]
    public void Author_WithoutName_IsTakenFromTheChannelsAddress(string url, string handle) => Assert.Equal(
        handle,
        Post(0, ("youtuber", "null"), ("channel_url", $"\"{url}\""), ("channel_url_decoded", null)).Author.Handle);

    [Fact]
    public void Hashtags_AsTexts_AreReadAsWell() => Assert.Equal(
        ["one", "two"],
        Post(0, ("hashtags", """["#One","two",null]""")).Hashtags);

    [Fact]
    public void Record_WithoutAnyAuthor_IsRejected()
    {
        var record = WrittenRecords.Record(
            "youtube-videos",
            0,
            ("youtuber", null),
            ("youtuber_id", null),
            ("channel_url", null),
            ("channel_url_decoded", null));

        Assert.Equal(RejectionReasons.MissingAuthor, Normalizing.Rejected(Dataset, record).Reason);
    }

    private static CanonicalPost Post(int index, params (string Key, string? Json)[] changes) =>
        Normalizing.Post(Dataset, WrittenRecords.Record("youtube-videos", index, changes));
}
