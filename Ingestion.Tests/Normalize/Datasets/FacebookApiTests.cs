using Ingestion.Core.Normalize;
using Ingestion.Core.Normalize.Schemas;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Normalize.Datasets;

[Trait("Category", "Unit")]
public sealed class FacebookApiTests
{
    private const string Dataset = "facebook-api";

    private const string Envelope = """
        "account":{"account_id":"01939a3c-0000-7000-8000-000000000001","external_id":"1001","handle":"acme","followers":48213},"fetched_at":"2026-11-21T10:00:01Z"
        """;

    private const string Profile = $$$$"""
        {{{{{Envelope}}}},"profile":{"id":"1001","name":"Acme","link":"https://www.facebook.com/Acme","followers_count":48213,"fan_count":47000,"verification_status":"blue_verified"},
         "insights":[{"data":[{"name":"page_follows","period":"day","values":[{"value":9,"end_time":"2026-11-20T08:00:00+0000"}]}]}]}
        """;

    private const string Photo = $$$$"""
        {{{{{Envelope}}}},"post":{"id":"1001_5678","message":"Out now #new","created_time":"2026-11-18T17:00:04+0000","permalink_url":"https://www.facebook.com/acme/posts/5678?fbclid=1",
         "full_picture":"https://scontent.xx.fbcdn.net/a.jpg",
         "attachments":{"data":[{"media_type":"photo","media":{"image":{"height":720,"src":"https://scontent.xx.fbcdn.net/a.jpg","width":480}},"url":"https://www.facebook.com/photo.php?fbid=1"}]},
         "shares":{"count":12},"reactions":{"data":[],"summary":{"total_count":911,"viewer_reaction":"NONE"}},"comments":{"data":[],"summary":{"order":"ranked","total_count":54,"can_comment":true}},
         "insights":{"data":[{"name":"post_media_view","period":"lifetime","values":[{"value":18233}]},{"name":"post_total_media_view_unique","values":[{"value":9021}]}]}}}
        """;

    [Fact]
    public async Task Post_APhoto_HasItsValues()
    {
        CanonicalPost post = (await ReadAsync(Photo)).Posts[0];

        Assert.Equal(("facebook", "5678", "https://www.facebook.com/acme/posts/5678", ContentType.Photo), (post.Platform, post.PostId, post.Url, post.ContentType));
        Assert.Equal(new PostAuthor("acme", "1001", null, "https://www.facebook.com/acme", 48213), post.Author);
        Assert.Equal(("Out now #new", "new"), (post.Text, Assert.Single(post.Hashtags)));
        Assert.Equal(new DateTimeOffset(2026, 11, 18, 17, 0, 4, TimeSpan.Zero), post.PublishedAt);
        Assert.Equal((911, 54, 12, 18233, 9021), (post.Counts.Likes, post.Counts.Comments, post.Counts.Shares, post.Counts.Views, post.Counts.Reach));
        Assert.Equal(new PostMedia("photo", "https://scontent.xx.fbcdn.net/a.jpg", null, 480, 720), Assert.Single(post.Media));
    }

    [Fact]
    public async Task Profile_APage_HasItsValues()
    {
        CanonicalProfile profile = Assert.Single((await ReadAsync(Profile)).Profiles);

        Assert.Equal(
            ("acme", "1001", "Acme", "https://www.facebook.com/Acme", true),
            (profile.Handle, profile.ProfileId, profile.Name, profile.Url, profile.IsVerified));
        Assert.Equal(48213, profile.Followers);
    }

    [Theory]
    [InlineData("2026-11-20T08:00:00+0000")]
    [InlineData("2026-11-20T07:00:00\\u002B0000")]
    [InlineData("2026-11-20T00:00:00Z")]
    public async Task Profile_Insights_AreOfTheDayThatEnded(string end) => Assert.Equal(
        [new AccountInsight("page_follows", new DateOnly(2026, 11, 19), 9)],
        (await ReadAsync(Profile.Replace("2026-11-20T08:00:00+0000", end, StringComparison.Ordinal))).Profiles[0].Insights);

    [Theory]
    [InlineData("5", 0)]
    [InlineData("[5,null,[],{}]", 0)]
    [InlineData("""[{"data":5},{"data":[5,null,{}]}]""", 0)]
    [InlineData("""[{"data":[{"name":5,"values":[{"value":9,"end_time":"2026-11-20T08:00:00+0000"}]}]}]""", 0)]
    [InlineData("""[{"data":[{"name":"a b","values":[{"value":9,"end_time":"2026-11-20T08:00:00+0000"}]}]}]""", 0)]
    [InlineData("""[{"data":[{"name":"a","period":"week","values":[{"value":9,"end_time":"2026-11-20T08:00:00+0000"}]}]}]""", 0)]
    [InlineData("""[{"data":[{"name":"a","values":{"value":9}},{"name":"a","values":[{"value":9}]},{"name":"a","total_value":{"value":9}}]}]""", 0)]
    [InlineData("""[{"data":[{"name":"a","values":[{"value":9,"end_time":"soon"},{"value":9,"end_time":{}},{"value":9,"end_time":-5}]}]}]""", 0)]
    [InlineData("""[{"data":[{"name":"a","values":[{"value":{"is_fan":9},"end_time":"2026-11-20T08:00:00+0000"}]}]}]""", 0)]
    [InlineData("""[{"data":[{"name":"a","values":[{"value":1.5,"end_time":1763625600},{"value":"9","end_time":1763625600},{"value":1e30,"end_time":1763625600}]}]}]""", 0)]
    [InlineData("""[{"data":[{"name":"a","values":[{"value":12.0,"end_time":1763625600},{"end_time":1763539200,"value":-3}]}]},{"data":[{"values":[{"value":1,"end_time":1763625600}],"name":"b"}]}]""", 3)]
    public async Task Profile_InsightsOfAnotherShape_ArePassedOverAndTheRestIsRead(string insights, int expected)
    {
        string profile = $"{Profile[..Profile.IndexOf("\"insights\"", StringComparison.Ordinal)]}\"insights\":{insights}}}";

        CanonicalProfile read = Assert.Single((await ReadAsync(profile)).Profiles);

        Assert.Equal((48213, expected), (read.Followers, read.Insights.Count));
    }

    [Fact]
    public async Task Profile_MoreInsightsThanARecordMayHave_AreCutAndTheLastOfADayCounts()
    {
        string values = string.Join(',', Enumerable.Range(0, 1200).Append(0).Select(day => $$"""{"value":{{day + 1}},"end_time":{{1_500_000_000 + (day * 86_400)}}}"""));
        string profile = Profile.Replace("{\"value\":9,\"end_time\":\"2026-11-20T08:00:00+0000\"}", $"{{\"value\":77,\"end_time\":1500000000}},{values}", StringComparison.Ordinal);

        IReadOnlyList<AccountInsight> insights = (await ReadAsync(profile)).Profiles[0].Insights;

        Assert.Equal((1000, 1, 1000), (insights.Count, insights[0].Value, insights[^1].Value));
    }

    [Fact]
    public async Task Counts_ThatAreMissing_AreUnknownButShares()
    {
        string bare = Photo.Replace("\"shares\":{\"count\":12},", "", StringComparison.Ordinal)
            .Replace("\"reactions\"", "\"others\"", StringComparison.Ordinal)
            .Replace("\"insights\":{\"data\":[", "\"insights\":{\"data\":[]},\"more\":{\"data\":[", StringComparison.Ordinal);

        PostCounts counts = (await ReadAsync(bare)).Posts[0].Counts;

        Assert.Equal((null, 54, 0, null, null), (counts.Likes, counts.Comments, counts.Shares, counts.Views, counts.Reach));
    }

    [Theory]
    [InlineData("""{"media_type":"video","media":{"image":{"src":"https://a.example/1.jpg"},"source":"https://a.example/1.mp4"},"url":"https://www.facebook.com/x"}""", ContentType.Video, "https://a.example/1.mp4")]
    [InlineData("""{"media_type":"link","media":{"image":{"src":"https://a.example/1.jpg"}},"url":"https://news.example/1"}""", ContentType.Link, "https://a.example/1.jpg")]
    [InlineData("""{"media_type":"album","media":{"image":{"src":"https://a.example/0.jpg"}},"subattachments":{"data":[{"type":"photo","media":{"image":{"src":"https://a.example/1.jpg"}}},{"type":"video_autoplay","media":{"source":"https://a.example/2.mp4"}}]}}""", ContentType.Carousel, "https://a.example/1.jpg https://a.example/2.mp4")]
    public async Task Attachments_OfAPost_AreRead(string attachment, ContentType type, string addresses)
    {
        const string photo = """
            {"media_type":"photo","media":{"image":{"height":720,"src":"https://scontent.xx.fbcdn.net/a.jpg","width":480}},"url":"https://www.facebook.com/photo.php?fbid=1"}
            """;

        CanonicalPost post = (await ReadAsync(Photo.Replace(photo, attachment, StringComparison.Ordinal))).Posts[0];

        Assert.Equal((type, addresses), (post.ContentType, string.Join(' ', post.Media.Select(media => media.Url))));
    }

    [Theory]
    [InlineData("\"id\":\"1001_5678\",", "", "MISSING_ID", "$.post.id")]
    [InlineData("\"total_count\":911", "\"total_count\":\"many\"", "WRONG_TYPE", "$.post.reactions.summary.total_count")]
    [InlineData("2026-11-18T17:00:04+0000", "soon", "INVALID_DATE", "$.post.created_time")]
    public async Task Record_ThatCannotBeUsed_IsRejectedWithItsPath(string from, string to, string reason, string field)
    {
        RejectedRecord rejected = Assert.Single((await ReadAsync(Photo.Replace(from, to, StringComparison.Ordinal))).Rejected);

        Assert.Equal((reason, field), (rejected.Reason, rejected.Field));
    }

    [Fact]
    public async Task Drift_OfRecordsAsTheyAre_IsNone()
    {
        NormalizedFile file = await ReadAsync(Profile + Photo);

        Assert.Empty(new DriftEvaluator(Options.Create(new DriftOptions())).Evaluate(file.Tally, Dataset, SchemaRegistry.Find(Dataset)!).Changes);
    }

    private static Task<NormalizedFile> ReadAsync(string record) => Normalizing.ReadAsync(Dataset, record);
}
