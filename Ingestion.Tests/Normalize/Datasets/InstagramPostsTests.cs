using Ingestion.Core.Normalize;
using Xunit;

namespace Ingestion.Tests.Normalize.Datasets;

[Trait("Category", "Unit")]
public sealed class InstagramPostsTests
{
    private const string Posts = "gd_lk5ns7kz21pck8jpis";
    private const string Reels = "gd_lyclm20il4r5helnj";

    [Fact]
    public void Post_ACarousel_HasItsValues()
    {
        var post = Post();

        Assert.Equal(("instagram", "3609139641052120087"), (post.Platform, post.PostId));
        Assert.Equal("https://www.instagram.com/p/DIWPWGpsUQX/", post.Url);
        Assert.Equal(
            new PostAuthor("ana.joias", "312860191", null, "https://www.instagram.com/ana.joias/", 20674), post.Author);
        Assert.Equal("New rings \U0001F49D with @OuroVivo #A\u00e7o #joia", post.Text);
        Assert.Equal(["a\u00e7o", "joia"], post.Hashtags);
        Assert.Equal(["ourovivo"], post.Mentions);
        Assert.Equal(new DateTimeOffset(2025, 4, 12, 13, 3, 14, TimeSpan.Zero), post.PublishedAt);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 8, 0, 1, 120, TimeSpan.Zero), post.ObservedAt);
        Assert.Equal((ContentType.Carousel, true, null), (post.ContentType, post.IsSponsored, post.IsRepost));
    }

    [Fact]
    public void Counts_ACarousel_HasNeitherSharesNorViews()
    {
        var counts = Post().Counts;

        Assert.Equal((51, 4), (counts.Likes, counts.Comments));
        Assert.Equal(((long?)null, (long?)null, (long?)null), (counts.Shares, counts.Views, counts.Saves));
    }

    [Fact]
    public void Media_ACarousel_AreInTheirOrder() => Assert.Equal(
        [
            new PostMedia("photo", "https://cdn.example/1.jpg", null, null, null),
            new PostMedia("video", "https://cdn.example/2.mp4", TimeSpan.FromSeconds(12.5), null, null),
            new PostMedia("photo", "https://cdn.example/3.jpg", null, null, null),
        ],
        Post().Media);

    [Theory]
    [InlineData("""{"post_content":"null"}""", "1.jpg 3.jpg 2.mp4")]
    [InlineData("""{"post_content":"null","photos":"null","videos":"[]"}""", "1.jpg")]
    public void Media_WithoutOrder_AreTheListsByType(string changes, string names)
    {
        var post = Post(WrittenRecords.Changes(changes));

        Assert.Equal(names, string.Join(' ', post.Media.Select(item => Path.GetFileName(item.Url))));
    }

    [Fact]
    public void Reel_FromBothDatasets_IsOnePost()
    {
        var asPost = Normalizing.Post(Posts, WrittenRecords.Record("instagram-posts", 1));
        var asReel = Normalizing.Post(Reels, WrittenRecords.Record("instagram-reels", 0));

        Assert.Equal("3795905448067860909", asReel.PostId);
        Assert.Equal("https://www.instagram.com/p/DStw-S5Dgmt/", asReel.Url);
        Assert.Equal(
            (asReel.PostId, asReel.Url, asReel.ContentType, asReel.Author, asReel.Text, asReel.PublishedAt),
            (asPost.PostId, asPost.Url, asPost.ContentType, asPost.Author, asPost.Text, asPost.PublishedAt));
    }

    [Fact]
    public void Reel_OfTheDatasetOfReels_HasItsValues()
    {
        var reel = Normalizing.Post(Reels, WrittenRecords.Record("instagram-reels", 0));

        Assert.Equal(ContentType.Reel, reel.ContentType);
        Assert.Equal(
            new PostAuthor("sportscenter", "505182045", null, "https://www.instagram.com/sportscenter/", 44000000),
            reel.Author);
        Assert.Equal((305570, 1880, 314279), (reel.Counts.Likes, reel.Counts.Comments, reel.Counts.Views));
        Assert.Equal(
            [new PostMedia("video", "https://cdn.example/r.mp4?oe=69BD1196", TimeSpan.FromSeconds(15.033), null, null)],
            reel.Media);
    }

    [Fact]
    public void Views_AReelWithPlaysOnly_AreThePlays() => Assert.Equal(
        1079845, Normalizing.Post(Reels, WrittenRecords.Record("instagram-reels", 0, ("views", "null"))).Counts.Views);

    [Fact]
    public void Likes_ThatTheAuthorHides_AreUnknown() =>
        Assert.Null(Normalizing.Post(Posts, WrittenRecords.Record("instagram-posts", 1)).Counts.Likes);

    [Theory]
    [InlineData("""{"content_type":"\"Image\""}""", "Photo")]
    [InlineData("""{"content_type":"\"Video\""}""", "Video")]
    [InlineData("""{"content_type":"null"}""", "Carousel")]
    [InlineData("""{"content_type":"\"Image\"","product_type":"\"clips\""}""", "Reel")]
    [InlineData("""{"url":"\"https://www.instagram.com/stories/ana.joias/1/\""}""", "Story")]
    public void ContentType_ByWhatTheRecordSays(string changes, string type) => Assert.Equal(
        type, Post(WrittenRecords.Changes(changes)).ContentType.ToString());

    [Fact]
    public void Id_MissingButKnownByAnotherName_IsTaken() => Assert.Equal(
        "3609139641052120087", Post(("post_id", "null")).PostId);

    [Fact]
    public void Url_WithoutShortcode_IsMadeFromTheMediaId() => Assert.Equal(
        "https://www.instagram.com/p/DIWPWGpsUQX/",
        Post(("shortcode", null), ("url", "null")).Url);

    [Fact]
    public void Url_WithAShortcodeThatIsNone_IsThatOfTheAddress() =>
        Assert.Equal("https://www.instagram.com/p/DIWPWGpsUQX/", Post(("shortcode", "\"../a b\"")).Url);

    [Fact]
    public void Id_WithoutTheAuthorsPart_IsTheMedia()
    {
        var post = Post(("post_id", "\"3609139641052120087_\""), ("user_posted_id", null));

        Assert.Equal(("3609139641052120087", null), (post.PostId, post.Author.Id));
    }

    [Fact]
    public void Author_Masked_IsTakenFromTheProfilesAddress() => Assert.Equal(
        "ana.joias",
        Post(("user_posted", "\"ana███\"")).Author.Handle);

    [Theory]
    [InlineData("post_id", "{}", "WRONG_TYPE", "$.post_id")]
    [InlineData("likes", "-1", "NUMBER_OUT_OF_RANGE", "$.likes")]
    [InlineData("likes", "\"many\"", "WRONG_TYPE", "$.likes")]
    [InlineData("date_posted", "\"2025-02-30T00:00:00Z\"", "INVALID_DATE", "$.date_posted")]
    [InlineData("photos", "[1]", "WRONG_TYPE", "$.photos[0]")]
    [InlineData("post_content", "[{\"url\":{}}]", "WRONG_TYPE", "$.post_content[0].url")]
    public void Record_WithAFieldThatCannotBeRead_IsRejected(string key, string json, string reason, string field)
    {
        var rejected = Normalizing.Rejected(Posts, WrittenRecords.Record("instagram-posts", 0, (key, json)));

        Assert.Equal((reason, field), (rejected.Reason, rejected.Field));
    }

    [Fact]
    public void Record_WithoutAnyId_IsRejected()
    {
        var record = WrittenRecords.Record("instagram-posts", 0, ("post_id", null), ("pk", null));

        Assert.Equal(RejectionReasons.MissingId, Normalizing.Rejected(Posts, record).Reason);
    }

    [Fact]
    public async Task Author_OfSeveralPosts_IsSeenOncePerTime()
    {
        var record = WrittenRecords.Record("instagram-posts", 0);

        var file = await Normalizing.ReadAsync(Posts, $"[{record},{record}]");

        var author = Assert.Single(file.Authors);
        Assert.Equal(("ana.joias", 20674, 9676, true), (author.Handle, author.Followers, author.Posts, author.IsVerified));
    }

    private static CanonicalPost Post(params (string Key, string? Json)[] changes) =>
        Normalizing.Post(Posts, WrittenRecords.Record("instagram-posts", 0, changes));
}
