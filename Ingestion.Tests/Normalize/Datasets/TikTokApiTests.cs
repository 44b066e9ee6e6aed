using Ingestion.Core.Normalize;
using Ingestion.Core.Normalize.Schemas;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Normalize.Datasets;

[Trait("Category", "Unit")]
public sealed class TikTokApiTests
{
    private const string Dataset = "tiktok-api";

    private const string Profile = """
        {"account":{"account_id":"01939a3c-0000-7000-8000-000000000001","external_id":"0a1b","handle":"acme","followers":43400},"fetched_at":"2026-11-21T10:00:00.5Z",
         "profile":{"open_id":"0a1b","union_id":"1c2d","avatar_url":"https://p16.example/a.jpeg","display_name":"Acme","bio_description":"Songs","profile_deep_link":"https://vm.tiktok.com/ZM8/",
          "is_verified":true,"username":"Acme","follower_count":43400,"following_count":12,"likes_count":981220,"video_count":212}}
        """;

    private const string Video = """
        {"account":{"account_id":"01939a3c-0000-7000-8000-000000000001","external_id":"0a1b","handle":"acme","followers":43400},"fetched_at":"2026-11-21T10:00:01Z",
         "post":{"id":"7675081150406216973","create_time":1787080505,"title":"Live set","video_description":"Tonight #live @friend","duration":10,
          "share_url":"https://www.tiktok.com/@Acme/video/7675081150406216973?utm_campaign=tt4d_open_api&utm_source=app","width":1080,"height":1920,
          "like_count":22,"comment_count":2,"share_count":1,"view_count":1798}}
        """;

    [Fact]
    public async Task Post_AVideo_HasItsValues()
    {
        CanonicalPost post = (await ReadAsync(Video)).Posts[0];

        Assert.Equal(("tiktok", "7675081150406216973", "https://www.tiktok.com/@Acme/video/7675081150406216973"), (post.Platform, post.PostId, post.Url));
        Assert.Equal(new PostAuthor("acme", "0a1b", null, "https://www.tiktok.com/@acme", 43400), post.Author);
        Assert.Equal("Tonight #live @friend", post.Text);
        Assert.Equal(["live"], post.Hashtags);
        Assert.Equal(["friend"], post.Mentions);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1787080505), post.PublishedAt);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 10, 0, 1, TimeSpan.Zero), post.ObservedAt);
        Assert.Equal((1798, 22, 2, 1, null), (post.Counts.Views, post.Counts.Likes, post.Counts.Comments, post.Counts.Shares, post.Counts.Saves));
        Assert.Equal(new PostMedia("video", post.Url, TimeSpan.FromSeconds(10), 1080, 1920), Assert.Single(post.Media));
    }

    [Fact]
    public async Task Profile_AUser_HasItsValues()
    {
        NormalizedFile file = await ReadAsync(Profile);

        CanonicalProfile profile = Assert.Single(file.Profiles);
        Assert.Equal(("acme", "0a1b", "Acme", "Songs", "https://www.tiktok.com/@acme", true), (profile.Handle, profile.ProfileId, profile.Name, profile.Bio, profile.Url, profile.IsVerified));
        Assert.Equal((43400, 12, 212, 981220), (profile.Followers, profile.Following, profile.Posts, profile.Likes));
        Assert.Empty(file.Authors);
    }

    [Fact]
    public async Task Counts_ThatAreMissing_AreUnknown()
    {
        string video = Video.Replace("\"comment_count\":2,\"share_count\":1,", "\"comment_count\":0,", StringComparison.Ordinal);
        string profile = Profile.Replace(",\"follower_count\":43400,\"following_count\":12,\"likes_count\":981220,\"video_count\":212", "", StringComparison.Ordinal)
            .Replace("\"followers\":43400", "\"followers\":null", StringComparison.Ordinal);

        NormalizedFile file = await ReadAsync(video + profile);

        Assert.Equal((22, 0, null), (file.Posts[0].Counts.Likes, file.Posts[0].Counts.Comments, file.Posts[0].Counts.Shares));
        Assert.Equal((null, null, null, null), (file.Profiles[0].Followers, file.Profiles[0].Following, file.Profiles[0].Posts, file.Profiles[0].Likes));
    }

    [Theory]
    [InlineData("\"video_description\":\"Tonight #live @friend\"", "\"video_description\":\"\"", "Live set")]
    [InlineData("\"title\":\"Live set\",\"video_description\":\"Tonight #live @friend\",", "", null)]
    public async Task Text_WithoutADescription_IsTheTitle(string from, string to, string? text) =>
        Assert.Equal(text, (await ReadAsync(Video.Replace(from, to, StringComparison.Ordinal))).Posts[0].Text);

    [Fact]
    public async Task Url_OfAnotherSite_IsMadeFromTheId() => Assert.Equal(
        "https://www.tiktok.com/@acme/video/7675081150406216973",
        (await ReadAsync(Video.Replace("https://www.tiktok.com/@Acme", "https://example.com/@Acme", StringComparison.Ordinal))).Posts[0].Url);

    [Theory]
    [InlineData("\"id\":\"7675081150406216973\",", "", "MISSING_ID", "$.post.id")]
    [InlineData("\"handle\":\"acme\",", "", "MISSING_AUTHOR", "$.account.handle")]
    [InlineData("\"view_count\":1798", "\"view_count\":\"many\"", "WRONG_TYPE", "$.post.view_count")]
    [InlineData("\"create_time\":1787080505", "\"create_time\":-5", "INVALID_DATE", "$.post.create_time")]
    [InlineData("\"like_count\":22", "\"like_count\":-1", "NUMBER_OUT_OF_RANGE", "$.post.like_count")]
    public async Task Record_ThatCannotBeUsed_IsRejectedWithItsPath(string from, string to, string reason, string field)
    {
        NormalizedFile file = await ReadAsync(Video.Replace(from, to, StringComparison.Ordinal));

        RejectedRecord rejected = Assert.Single(file.Rejected);
        Assert.Equal((reason, field), (rejected.Reason, rejected.Field));
    }

    [Fact]
    public async Task Drift_ViewsThatAreGone_IsBreaking()
    {
        string records = Profile + string.Concat(Enumerable.Repeat(Video.Replace("view_count", "views_total", StringComparison.Ordinal), 9));

        NormalizedFile file = await ReadAsync(records);

        Assert.True(new DriftEvaluator(Options.Create(new DriftOptions())).Evaluate(file.Tally, Dataset, SchemaRegistry.Find(Dataset)!).IsBreaking);
    }

    private static Task<NormalizedFile> ReadAsync(string record) => Normalizing.ReadAsync(Dataset, record);
}
