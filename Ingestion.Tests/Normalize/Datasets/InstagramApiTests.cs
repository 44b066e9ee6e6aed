using Ingestion.Core.Normalize;
using Ingestion.Core.Normalize.Schemas;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Normalize.Datasets;

[Trait("Category", "Unit")]
public sealed class InstagramApiTests
{
    private const string Dataset = "instagram-api";

    private const string Envelope = """
        "account":{"account_id":"01939a3c-0000-7000-8000-000000000001","external_id":"17841400000000001","handle":"acme.music","followers":48213},"fetched_at":"2026-11-21T10:00:01Z"
        """;

    private const string Profile = $$$$"""
        {{{{{Envelope}}}},"profile":{"id":"9001","user_id":"17841400000000001","username":"acme.music","name":"Acme","biography":"Songs",
         "profile_picture_url":"https://scontent.cdninstagram.com/a.jpg","website":"https://acme.example","followers_count":48213,"follows_count":301,"media_count":912},
         "insights_date":"2026-11-18","insights":[{"data":[{"name":"reach","period":"day","title":"Reach","total_value":{"value":9021},"id":"1/insights/reach/day"}]}]}
        """;

    private const string Reel = $$$$"""
        {{{{{Envelope}}}},"post":{"id":"18010000000000001","caption":"Out now #new @friend","media_type":"VIDEO","media_product_type":"REELS",
         "media_url":"https://scontent.cdninstagram.com/v.mp4","thumbnail_url":"https://scontent.cdninstagram.com/v.jpg","permalink":"https://www.instagram.com/reel/DRQ1uNajMzt/",
         "timestamp":"2026-11-18T17:00:04+0000","like_count":1830,"comments_count":77,"shortcode":"DRQ1uNajMzt",
         "insights":{"data":[{"name":"reach","period":"lifetime","values":[{"value":9021}],"title":"Reach","id":"1"},{"name":"views","values":[{"value":12000}]},
          {"name":"saved","values":[{"value":31}]},{"name":"shares","total_value":{"value":12}},{"name":"total_interactions","values":[{"value":1950}]}]}}}
        """;

    [Fact]
    public async Task Post_AReel_HasItsValues()
    {
        CanonicalPost post = (await ReadAsync(Reel)).Posts[0];

        Assert.Equal(("instagram", "https://www.instagram.com/p/DRQ1uNajMzt/", ContentType.Reel), (post.Platform, post.Url, post.ContentType));
        Assert.Equal(new PostAuthor("acme.music", "17841400000000001", null, "https://www.instagram.com/acme.music/", 48213), post.Author);
        Assert.Equal("Out now #new @friend", post.Text);
        Assert.Equal(("new", "friend"), (Assert.Single(post.Hashtags), Assert.Single(post.Mentions)));
        Assert.Equal(new DateTimeOffset(2026, 11, 18, 17, 0, 4, TimeSpan.Zero), post.PublishedAt);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 10, 0, 1, TimeSpan.Zero), post.ObservedAt);
        Assert.Equal((1830, 77, 12, 12000), (post.Counts.Likes, post.Counts.Comments, post.Counts.Shares, post.Counts.Views));
        Assert.Equal((31, 9021, null), (post.Counts.Saves, post.Counts.Reach, post.Counts.Impressions));
        Assert.Equal(new PostMedia("video", "https://scontent.cdninstagram.com/v.mp4", null, null, null), Assert.Single(post.Media));
    }

    [Fact]
    public async Task Key_OfAPost_IsThatOfBrightDatasRecordOfIt()
    {
        const string record = """
            {"url":"https://www.instagram.com/p/DStw-S5Dgmt/","user_posted":"acme","post_id":"3795905448067860909","shortcode":"DStw-S5Dgmt","num_comments":1,"likes":2}
            """;
        string api = Reel.Replace("DRQ1uNajMzt", "DStw-S5Dgmt", StringComparison.Ordinal);

        CanonicalPost ofApi = (await ReadAsync(api)).Posts[0];
        CanonicalPost ofPage = (await Normalizing.ReadAsync("gd_lk5ns7kz21pck8jpis", record)).Posts[0];

        Assert.Equal((ofPage.PostId, ofPage.Url), (ofApi.PostId, ofApi.Url));
    }

    [Fact]
    public async Task Key_WithoutAShortIdOfTheUsualKind_IsTheApisId() => Assert.Equal(
        "18010000000000001",
        (await ReadAsync(Reel.Replace("DRQ1uNajMzt", "DRQ1uNajMztDRQ1uNajMztDRQ1uNajMzt", StringComparison.Ordinal))).Posts[0].PostId);

    [Fact]
    public async Task Profile_AnAccount_HasItsValues()
    {
        CanonicalProfile profile = Assert.Single((await ReadAsync(Profile)).Profiles);

        Assert.Equal(
            ("acme.music", "17841400000000001", "Acme", "Songs", "https://www.instagram.com/acme.music/"),
            (profile.Handle, profile.ProfileId, profile.Name, profile.Bio, profile.Url));
        Assert.Equal((48213, 301, 912), (profile.Followers, profile.Following, profile.Posts));
    }

    [Fact]
    public async Task Profile_Insights_AreOfTheDayThatWasAskedFor() => Assert.Equal(
        [new AccountInsight("reach", new DateOnly(2026, 11, 18), 9021)], (await ReadAsync(Profile)).Profiles[0].Insights);

    [Fact]
    public async Task Profile_InsightsWithoutADay_ArePassedOver() => Assert.Empty(
        (await ReadAsync(Profile.Replace("\"insights_date\":\"2026-11-18\",", "", StringComparison.Ordinal))).Profiles[0].Insights);

    [Fact]
    public async Task Profile_InsightsThatNameTheirDay_AreOfTheDayThatEndsThen() => Assert.Equal(
        [new AccountInsight("reach", new DateOnly(2026, 11, 16), 7)],
        (await ReadAsync(Profile.Replace(
            "\"total_value\":{\"value\":9021}", "\"values\":[{\"value\":7,\"end_time\":\"2026-11-17T08:00:00\\u002B0000\"}]", StringComparison.Ordinal)))
            .Profiles[0].Insights);

    [Fact]
    public async Task Insights_OfTheProfile_AreNotInTheNextRecord()
    {
        string other = Profile.Replace("\"insights\"", "\"includes\"", StringComparison.Ordinal);

        NormalizedFile file = await ReadAsync(Profile + other + Reel);

        Assert.Equal([1, 0], file.Profiles.Select(profile => profile.Insights.Count));
    }

    [Fact]
    public async Task Counts_ThatAreMissing_AreUnknown()
    {
        string hidden = Reel.Replace("\"like_count\":1830,", "", StringComparison.Ordinal)
            .Replace("\"insights\":{\"data\":[", "\"insights\":{\"data\":[]},\"others\":{\"data\":[", StringComparison.Ordinal);

        PostCounts counts = (await ReadAsync(hidden)).Posts[0].Counts;

        Assert.Equal((null, 77, null, null), (counts.Likes, counts.Comments, counts.Views, counts.Reach));
        Assert.Equal((null, null), (counts.Saves, counts.Shares));
    }

    [Fact]
    public async Task Insights_ThatWereAskedForSingly_AreRead()
    {
        const string insights = """
            "insights":[{"data":[{"name":"reach","values":[{"value":5},{"value":6}]}]},{"data":[]},{"data":[{"name":"views","values":[{"value":{"odd":1}}]}]}]}
            """;
        string single = $"{Reel.Replace("\"insights\":{\"data\":[", "\"others\":{\"data\":[", StringComparison.Ordinal)[..^1]},{insights}";

        PostCounts counts = (await ReadAsync(single)).Posts[0].Counts;

        Assert.Equal((6, null), (counts.Reach, counts.Views));
    }

    [Theory]
    [InlineData("IMAGE", "FEED", ContentType.Photo)]
    [InlineData("VIDEO", "FEED", ContentType.Video)]
    [InlineData("CAROUSEL_ALBUM", "FEED", ContentType.Carousel)]
    [InlineData("IMAGE", "STORY", ContentType.Story)]
    public async Task Kind_OfAPost_IsRead(string type, string product, ContentType expected) => Assert.Equal(expected, (await ReadAsync(
        Reel.Replace("\"VIDEO\"", $"\"{type}\"", StringComparison.Ordinal)
            .Replace("\"REELS\"", $"\"{product}\"", StringComparison.Ordinal))).Posts[0].ContentType);

    [Fact]
    public async Task Media_OfAnAlbum_AreItsChildren()
    {
        string album = Reel.Replace(
            "\"like_count\"",
            """
            "children":{"data":[{"media_url":"https://a.example/1.jpg","media_type":"IMAGE","id":"1"},{"media_type":"VIDEO","id":"2"},{"media_url":"https://a.example/3.mp4","media_type":"VIDEO","id":"3"}]},"like_count"
            """,
            StringComparison.Ordinal);

        Assert.Equal(
            [("photo", "https://a.example/1.jpg"), ("video", "https://a.example/3.mp4")],
            (await ReadAsync(album)).Posts[0].Media.Select(media => (media.Type, media.Url)));
    }

    [Theory]
    [InlineData("\"id\":\"18010000000000001\",", "", "MISSING_ID", "$.post.id")]
    [InlineData("\"comments_count\":77", "\"comments_count\":\"many\"", "WRONG_TYPE", "$.post.comments_count")]
    [InlineData("2026-11-18T17:00:04+0000", "soon", "INVALID_DATE", "$.post.timestamp")]
    public async Task Record_ThatCannotBeUsed_IsRejectedWithItsPath(string from, string to, string reason, string field)
    {
        RejectedRecord rejected = Assert.Single((await ReadAsync(Reel.Replace(from, to, StringComparison.Ordinal))).Rejected);

        Assert.Equal((reason, field), (rejected.Reason, rejected.Field));
    }

    [Fact]
    public async Task Drift_OfRecordsAsTheyAre_IsNone()
    {
        NormalizedFile file = await ReadAsync(Profile + Reel);

        Assert.Empty(new DriftEvaluator(Options.Create(new DriftOptions())).Evaluate(file.Tally, Dataset, SchemaRegistry.Find(Dataset)!).Changes);
    }

    private static Task<NormalizedFile> ReadAsync(string record) => Normalizing.ReadAsync(Dataset, record);
}
