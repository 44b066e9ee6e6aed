using Ingestion.Core.Normalize;
using Xunit;

namespace Ingestion.Tests.Normalize.Datasets;

[Trait("Category", "Unit")]
public sealed class XTests
{
    private const string Posts = "gd_lwxkxvnf1cynvib9co";
    private const string Profiles = "gd_lwxmeb2u1cniijd7t4";

    [Fact]
    public void Post_FullRecord_HasItsValues()
    {
        var post = Normalizing.Post(Posts, SampleRecords.XPost);

        Assert.Equal(("x", "1795704262074507432"), (post.Platform, post.PostId));
        Assert.Equal(new PostAuthor("khadimhaqq", "44196397", "Khadim Haqq", "https://x.com/khadimhaqq", 1607), post.Author);
        Assert.Equal("https://x.com/44196397/status/1795704262074507432", post.Url);
        Assert.Equal(["gaza", "later"], post.Hashtags);
        Assert.Equal(["megatron_ron"], post.Mentions);
        Assert.Equal((ContentType.Carousel, (bool?)null, false), (post.ContentType, post.IsSponsored, post.IsRepost));
        Assert.Equal(new DateTimeOffset(2024, 5, 29, 6, 30, 33, TimeSpan.Zero), post.PublishedAt);
    }

    [Fact]
    public void Counts_OfAPost_TakeRepostsAndQuotesForShares()
    {
        var counts = Normalizing.Post(Posts, SampleRecords.XPost).Counts;

        Assert.Equal((699, 11, 28, (long?)null, 6), (counts.Likes, counts.Comments, counts.Shares, counts.Views, counts.Saves));
        Assert.Empty(counts.Reactions);
    }

    [Fact]
    public void Media_TextsAndObjects_AreBothRead()
    {
        var media = Normalizing.Post(Posts, SampleRecords.XPost).Media;

        Assert.Equal(
            [
                new PostMedia("photo", "https://pbs.twimg.com/media/1.jpg", null, null, null),
                new PostMedia("video", "https://video.twimg.com/1.mp4", null, null, null),
                new PostMedia("video", "https://video.twimg.com/2.mp4", TimeSpan.FromMilliseconds(6041), null, null),
            ],
            media);
    }

    [Fact]
    public void Tags_NotListed_AreTakenFromTheText()
    {
        var record = SampleRecords.XPost.Replace("[\"Gaza\",\"later\"]", "null", StringComparison.Ordinal)
            .Replace("https://x.com/Megatron_ron", "https://elsewhere.com/Megatron_ron", StringComparison.Ordinal);

        var post = Normalizing.Post(Posts, record);

        Assert.Equal(["later"], post.Hashtags);
        Assert.Equal(["some.one"], post.Mentions);
    }

    [Theory]
    [InlineData("null", "https://x.com/Khadim/status/1", "khadim")]
    [InlineData("\"Kha███\"", "https://mobile.twitter.com/Khadim/status/1", "khadim")]
    [InlineData("null", "https://twitter.com/44196397/status/1", "44196397")]
    public void Author_MaskedOrMissing_IsTakenFromTheAddressOrTheId(string handle, string url, string expected)
    {
        var record = SampleRecords.With(SampleRecords.XPost, "user_posted", handle)
            .Replace("https://twitter.com/44196397/status/1795704262074507432?s=20", url, StringComparison.Ordinal);

        Assert.Equal(expected, Normalizing.Post(Posts, record).Author.Handle);
    }

    [Theory]
    [InlineData("\"https://twitter.com/a/status/1\"", ContentType.Text)]
    [InlineData("\"https://bit.ly/1\"", ContentType.Link)]
    public void ContentType_OfAPostWithoutMedia_IsLinkOnlyForAnotherSite(string link, ContentType expected)
    {
        var record = SampleRecords.With(SampleRecords.XPost, "external_url", link)
            .Replace("\"photos\":[", "\"other\":[", StringComparison.Ordinal).Replace("\"videos\":[", "\"more\":[", StringComparison.Ordinal);

        Assert.Equal(expected, Normalizing.Post(Posts, record).ContentType);
    }

    [Fact]
    public void Profile_FullRecord_HasItsValues()
    {
        var profile = Normalizing.Profile(Profiles, SampleRecords.XProfile);

        Assert.Equal(
            ("x", "khadimhaqq", "44196397", "Khadim Haqq", "Student", "https://x.com/KhadimHaqq"),
            (profile.Platform, profile.Handle, profile.ProfileId, profile.Name, profile.Bio, profile.Url));
        Assert.Equal(
            (true, 1607, 178, 8570, (long?)null),
            (profile.IsVerified, profile.Followers, profile.Following, profile.Posts, profile.Likes));
        Assert.Equal(Normalizing.DownloadedAt, profile.ObservedAt);
    }
}
