using Ingestion.Core.Normalize;
using Xunit;

namespace Ingestion.Tests.Normalize.Datasets;

[Trait("Category", "Unit")]
public sealed class TikTokTests
{
    private const string Posts = "gd_lu702nij2f790tmv9h";
    private const string Profiles = "gd_l1villgoiiidt09ci";

    [Theory]
    [InlineData(Posts)]
    [InlineData("gd_m7n5v2gq296pex2f5m")]
    [InlineData("gd_m736hjp71lejc5dc0l")]
    [InlineData("gd_m7n5ixlw1gc4no56kx")]
    public void Post_FullRecord_HasItsValues(string dataset)
    {
        var post = Normalizing.Post(dataset, SampleRecords.TikTokPost);

        Assert.Equal(("tiktok", "7564", "https://www.tiktok.com/@motogp/video/7564"), (post.Platform, post.PostId, post.Url));
        Assert.Equal(new PostAuthor("motogp", "69", "MotoGP\u2122", "https://www.tiktok.com/@motogp", 5100000), post.Author);
        Assert.Equal(new DateTimeOffset(2025, 10, 24, 15, 2, 59, TimeSpan.Zero), post.PublishedAt);
        Assert.Equal(["motogp"], post.Hashtags);
        Assert.Equal(ContentType.Video, post.ContentType);
        Assert.Equal(
            [new PostMedia("video", "https://v16.tiktokcdn.com/7564", TimeSpan.FromSeconds(17), 576, null)], post.Media);
    }

    [Theory]
    [InlineData("1392", 1392)]
    [InlineData("null", 1391)]
    public void Shares_TakeTheNewerNumberBeforeTheText(string newer, long expected)
    {
        var counts = Normalizing.Post(Posts, SampleRecords.With(SampleRecords.TikTokPost, "num_share_count", newer)).Counts;

        Assert.Equal(
            (58214, 310, expected, 1000000, 2410),
            (counts.Likes, counts.Comments, counts.Shares, counts.Views, counts.Saves));
    }

    [Fact]
    public void Media_OfASeriesOfPhotos_AreThePhotos()
    {
        var post = Normalizing.Post(
            Posts, SampleRecords.With(SampleRecords.TikTokPost, "carousel_images", """["https://p/1",{"url":"https://p/2"}]"""));

        Assert.Equal(["https://p/1", "https://p/2"], post.Media.Select(medium => medium.Url));
        Assert.Equal(ContentType.Carousel, post.ContentType);
    }

    [Fact]
    public void Profile_MaskedAccount_HasTheHandleOfItsAddress()
    {
        var profile = Normalizing.Profile(Profiles, SampleRecords.TikTokProfile);

        Assert.Equal(
            ("tiktok", "jztang_art", "6744469562807747589", "jztang_art", "Tattoo artist", "https://www.tiktok.com/@jztang_art"),
            (profile.Platform, profile.Handle, profile.ProfileId, profile.Name, profile.Bio, profile.Url));
        Assert.Equal(
            (false, 19, 1, 9, 275),
            (profile.IsVerified, profile.Followers, profile.Following, profile.Posts, profile.Likes));
    }

    [Fact]
    public void Profile_WithoutHandleAndAddress_HasItsIdAsHandle()
    {
        var record = SampleRecords.With(SampleRecords.TikTokProfile, "url", "null");

        Assert.Equal("6744469562807747589", Normalizing.Profile(Profiles, record).Handle);
    }
}
