using Ingestion.Core.Normalize;
using Xunit;

namespace Ingestion.Tests.Normalize.Datasets;

[Trait("Category", "Unit")]
public sealed class FacebookPostsTests
{
    private const string Dataset = "gd_lkaxegm826bjpoo9m5";

    [Fact]
    public void Post_FullRecord_HasItsValues()
    {
        var post = Normalizing.Post(Dataset, SampleRecords.FacebookPost);

        Assert.Equal(("facebook", "921562815569843"), (post.Platform, post.PostId));
        Assert.Equal("https://www.facebook.com/ESPN/videos/921562815569843/", post.Url);
        Assert.Equal(
            new PostAuthor("espn", "100044568393679", "ESPN", "https://www.facebook.com/ESPN", 230000000), post.Author);
        Assert.Equal("One \U0001F680 #Two\nthree @Four", post.Text);
        Assert.Equal(["ufc303", "boxing"], post.Hashtags);
        Assert.Equal(["four"], post.Mentions);
        Assert.Equal(new DateTimeOffset(2023, 6, 22, 5, 25, 0, TimeSpan.Zero), post.PublishedAt);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 8, 0, 1, 120, TimeSpan.Zero), post.ObservedAt);
        Assert.Equal((ContentType.Video, false, false), (post.ContentType, post.IsSponsored, post.IsRepost));
    }

    [Fact]
    public void Counts_FullRecord_TakeLikesForAllReactions()
    {
        var counts = Normalizing.Post(Dataset, SampleRecords.FacebookPost).Counts;

        Assert.Equal((39, 1325, 1110, 15180), (counts.Likes, counts.Comments, counts.Shares, counts.Views));
        Assert.Equal(((long?)null, (long?)null, (long?)null), (counts.Saves, counts.Reach, counts.Impressions));
        Assert.Equal([new ReactionCount("like", 34)], counts.Reactions);
    }

    [Fact]
    public void Media_OfAVideo_HasItsPageAndLength()
    {
        var medium = Assert.Single(Normalizing.Post(Dataset, SampleRecords.FacebookPost).Media);

        Assert.Equal(
            new PostMedia(
                "video", "https://www.facebook.com/ESPN/videos/921562815569843/", TimeSpan.FromMilliseconds(2101132), null, null),
            medium);
    }

    [Theory]
    [InlineData("""[{"num":7,"type":"Love"},{"num":34,"type":"Like"}]""")]
    [InlineData("""[{"type":"Like","num":34},null,{"type":"Love","num":"7"}]""")]
    public void Reactions_AsAnArray_AreOrderedByType(string reactions)
    {
        var counts = Normalizing.Post(Dataset, With("num_likes_type", reactions)).Counts;

        Assert.Equal([new ReactionCount("like", 34), new ReactionCount("love", 7)], counts.Reactions);
        Assert.Equal(39, counts.Likes);
    }

    [Fact]
    public void Likes_Missing_AreTheSumOfAllReactions()
    {
        var record = With("likes", """null,"count_reactions_type":[{"type":"Wow","reaction_count":2},{"type":"Like","reaction_count":40}]""");

        var counts = Normalizing.Post(Dataset, record).Counts;

        Assert.Equal(42, counts.Likes);
        Assert.Equal([new ReactionCount("like", 40), new ReactionCount("wow", 2)], counts.Reactions);
    }

    [Fact]
    public void Likes_OnlySomeReactionsKnown_AreUnknown() =>
        Assert.Null(Normalizing.Post(Dataset, With("likes", "null")).Counts.Likes);

    [Fact]
    public void Author_OfAPostThatThePageTookOver_IsNotThePage()
    {
        var record = With("user_url", "\"https://www.facebook.com/espnringside\"");

        var batch = Normalizing.ReadOne(Dataset, System.Text.Encoding.UTF8.GetBytes(record));

        Assert.Equal(
            new PostAuthor("espnringside", null, "ESPN", "https://www.facebook.com/espnringside", null),
            Assert.Single(batch.Posts).Author);
        Assert.Equal(("espn", 230000000L), (Assert.Single(batch.Authors).Handle, batch.Authors[0].Followers));
    }

    [Theory]
    [InlineData("https://www.facebook.com/people/Le-Center-Police/100044568393679/", "people")]
    [InlineData("https://www.facebook.com/profile.php?id=100044568393679", "")]
    public void Author_WithoutAName_HasItsIdAsHandle(string url, string handle)
    {
        var record = With("user_url", $"\"{url}\"").Replace(
            "\"profile_handle\":\"ESPN\"", $"\"profile_handle\":\"{handle}\"", StringComparison.Ordinal);

        var author = Normalizing.Post(Dataset, record).Author;

        Assert.Equal(("100044568393679", "ESPN", 230000000L), (author.Handle, author.Name, author.Followers));
    }

    [Theory]
    [InlineData("""[]""", "null", ContentType.Text)]
    [InlineData("""[]""", "\"https://es.pn/1\"", ContentType.Link)]
    [InlineData("""[{"type":"GenericAttachmentMedia","url":"https://a/1"}]""", "\"https://es.pn/1\"", ContentType.Link)]
    [InlineData("""[{"type":"Photo","url":"https://a/1"}]""", "null", ContentType.Photo)]
    [InlineData("""[{"type":"Photo","url":"https://a/1"},{"type":"Video","url":"https://a/2"}]""", "null", ContentType.Carousel)]
    public void ContentType_FollowsTheAttachments(string attachments, string link, ContentType expected)
    {
        var record = System.Text.RegularExpressions.Regex.Replace(
            SampleRecords.FacebookPost, "\"attachments\":\\[.*?\\]", $"\"attachments\":{attachments}",
            System.Text.RegularExpressions.RegexOptions.Singleline);

        var post = Normalizing.Post(
            Dataset, record.Replace("\"post_external_link\":null", $"\"post_external_link\":{link}", StringComparison.Ordinal));

        Assert.Equal(expected, post.ContentType);
    }

    [Fact]
    public void ContentType_OfAReel_IsReel()
    {
        Assert.Equal(ContentType.Reel, Normalizing.Post(Dataset, With("post_type", "\"Reel\"")).ContentType);
        Assert.Equal(ContentType.Reel, Normalizing.Post("gd_lyclm3ey2q6rww027t", SampleRecords.FacebookPost).ContentType);
    }

    [Fact]
    public void Text_Null_IsNoText() => Assert.Null(Normalizing.Post(Dataset, With("content", "null")).Text);

    [Fact]
    public async Task Author_SeenInABatch_IsGivenOnce()
    {
        var file = await Normalizing.ReadAsync(Dataset, $"[{SampleRecords.FacebookPost},{SampleRecords.FacebookPost}]");

        var author = Assert.Single(file.Authors);
        Assert.Equal(
            ("espn", "100044568393679", "ESPN", "All sports", true, 230000000L, 115L),
            (author.Handle, author.ProfileId, author.Name, author.Bio, author.IsVerified, author.Followers, author.Following));
    }

    private static string With(string field, string value) => SampleRecords.With(SampleRecords.FacebookPost, field, value);
}
