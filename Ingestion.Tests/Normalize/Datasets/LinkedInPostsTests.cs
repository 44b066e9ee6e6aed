using Ingestion.Core.Normalize;
using Xunit;

namespace Ingestion.Tests.Normalize.Datasets;

[Trait("Category", "Unit")]
public sealed class LinkedInPostsTests
{
    private const string Dataset = "gd_lyy3tktm25m4avu764";

    [Fact]
    public void Post_OfACompany_HasItsValues()
    {
        var post = Post(0);

        Assert.Equal(("linkedin", "7439619065922625537"), (post.Platform, post.PostId));
        Assert.Equal("https://www.linkedin.com/posts/haus-am-see_sport-inklusion-activity-7439619065922625537-K5QL", post.Url);
        Assert.Equal(
            new PostAuthor("haus-am-see", null, "Haus am See", "https://www.linkedin.com/company/Haus-am-See", 412),
            post.Author);
        Assert.Equal("A prize for #Sport and #F\u00fcrAlle with Eva", post.Text);
        Assert.Equal(["sport", "f\u00fcralle"], post.Hashtags);
        Assert.Equal(["eva-m-1"], post.Mentions);
        Assert.Equal(new DateTimeOffset(2026, 3, 17, 10, 30, 6, 724, TimeSpan.Zero), post.PublishedAt);
        Assert.Equal((ContentType.Carousel, null, false), (post.ContentType, post.IsSponsored, post.IsRepost));
        Assert.Equal(["https://media.example/1.jpg", "https://media.example/2.jpg"], post.Media.Select(item => item.Url));
    }

    [Fact]
    public void Counts_HaveNeitherSharesNorViews()
    {
        var counts = Post(0).Counts;

        Assert.Equal((2, 0), (counts.Likes, counts.Comments));
        Assert.Equal(((long?)null, (long?)null, (long?)null), (counts.Shares, counts.Views, counts.Saves));
    }

    [Fact]
    public void Post_ARepost_HasItsValues()
    {
        var post = Post(1);

        Assert.Equal(("sarto", "https://www.linkedin.com/company/sarto"), (post.Author.Handle, post.Author.Url));
        Assert.Equal(new DateTimeOffset(2024, 9, 20, 8, 26, 54, TimeSpan.Zero), post.PublishedAt);
        Assert.Equal((ContentType.Video, true, 25), (post.ContentType, post.IsRepost, post.Counts.Likes));
        Assert.Equal(
            [new PostMedia("video", "https://dms.example/v.mp4", TimeSpan.FromSeconds(61.5), null, null)], post.Media);
    }

    [Fact]
    public void Post_AnArticle_BeginsWithItsTitle()
    {
        var post = Post(2);

        Assert.Equal("fare-business-identit%C3%A0-rossi", post.PostId);
        Assert.Equal("https://www.linkedin.com/pulse/fare-business-identit%C3%A0-rossi", post.Url);
        Assert.Equal("Fare Business\n\nQuali sono i fattori", post.Text);
        Assert.Equal((ContentType.Text, false, "rossi"), (post.ContentType, post.IsRepost, post.Author.Handle));
    }

    [Fact]
    public void Post_ADocument_ShowsItsCover()
    {
        var post = Post(3);

        Assert.Equal((ContentType.Document, null, "eva-m-1"), (post.ContentType, post.Text, post.Author.Handle));
        Assert.Equal([new PostMedia("document", "https://media.example/cover.jpg", null, null, null)], post.Media);
        Assert.Equal((7, null), (post.Counts.Likes, post.Counts.Comments));
    }

    [Theory]
    [InlineData("""{"images":"null"}""", "Text")]
    [InlineData("""{"images":"[\"https://a.example/1.jpg\"]"}""", "Photo")]
    [InlineData("""{"images":"[\"https://a.example/1.jpg\"]","external_link_data":"[{\"link\":\"https://a.example\"}]"}""", "Link")]
    [InlineData("""{"images":"null","external_link_data":"{\"post_external_link\":null}"}""", "Text")]
    [InlineData("""{"images":"null","document_page_count":"3"}""", "Document")]
    public void ContentType_ByWhatTheRecordShows(string changes, string type) => Assert.Equal(
        type,
        Post(0, WrittenRecords.Changes(changes)).ContentType.ToString());

    [Fact]
    public void Id_Missing_IsTakenFromTheAddress() => Assert.Equal(
        "7439619065922625537",
        Post(0, ("id", "null")).PostId);

    [Fact]
    public void Id_AsANumber_IsItsDigits() => Assert.Equal(
        "7439619065922625537",
        Post(0, ("id", "7439619065922625537")).PostId);

    [Fact]
    public void Count_ThatWasPutTogetherFromSeveral_IsRejected()
    {
        var rejected = Normalizing.Rejected(
            Dataset, WrittenRecords.Record("linkedin-posts", 2, ("num_comments", "930238260472933300000")));

        Assert.Equal((RejectionReasons.NumberOutOfRange, "$.num_comments"), (rejected.Reason, rejected.Field));
    }

    [Fact]
    public void Author_OfNoPage_IsRejected()
    {
        var record = WrittenRecords.Record(
            "linkedin-posts", 0, ("user_id", "null"), ("use_url", "\"https://www.linkedin.com/signup/cold-join\""));

        Assert.Equal(RejectionReasons.MissingAuthor, Normalizing.Rejected(Dataset, record).Reason);
    }

    private static CanonicalPost Post(int index, params (string Key, string? Json)[] changes) =>
        Normalizing.Post(Dataset, WrittenRecords.Record("linkedin-posts", index, changes));
}
