using Ingestion.Core.Normalize;
using Xunit;

namespace Ingestion.Tests.Normalize.Datasets;

[Trait("Category", "Unit")]
public sealed class LinkedInApiTests
{
    private const string Dataset = "linkedin-api";

    private const string Envelope = """
        {"account":{"account_id":"01939a3c-0000-7000-8000-000000000001","external_id":"1234","handle":"acme","followers":42},"fetched_at":"2026-11-21T10:00:00Z",
        """;

    private const string Profile = Envelope + """
         "profile":{"firstDegreeSize":42},"insights":[{"elements":[{"organizationalEntity":"urn:li:organization:1234","timeRange":{"start":1763596800000,"end":1763683200000},
          "followerGains":{"organicFollowerGain":3,"paidFollowerGain":-1}}],"paging":{"count":10,"start":0}}]}
        """;

    private const string Post = Envelope + """
         "post":{"id":"urn:li:share:7015970832908775123","author":"urn:li:organization:1234","commentary":"Hiring #work","createdAt":1763715600000,"publishedAt":1763715900000,
          "lastModifiedAt":1763715900000,"visibility":"PUBLIC","lifecycleState":"PUBLISHED","content":{"media":{"id":"urn:li:image:C1"}}},
         "insights":[{"organizationalEntity":"urn:li:organization:1234","share":"urn:li:share:7015970832908775123",
          "totalShareStatistics":{"impressionCount":400,"uniqueImpressionsCount":320,"clickCount":8,"likeCount":15,"commentCount":2,"shareCount":3,"engagement":0.07}}]}
        """;

    [Fact]
    public async Task Post_WithItsStatistics_HasItsValues()
    {
        CanonicalPost post = (await Normalizing.ReadAsync(Dataset, Post)).Posts[0];

        Assert.Equal(("linkedin", "urn:li:share:7015970832908775123"), (post.Platform, post.PostId));
        Assert.Equal("https://www.linkedin.com/feed/update/urn:li:share:7015970832908775123/", post.Url);
        Assert.Equal(new PostAuthor("acme", "1234", null, "https://www.linkedin.com/company/1234", 42), post.Author);
        Assert.Equal(("Hiring #work", ContentType.Photo), (post.Text, post.ContentType));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1763715900000), post.PublishedAt);
        Assert.Equal((15, 2, 3), (post.Counts.Likes, post.Counts.Comments, post.Counts.Shares));
        Assert.Equal((400, 320, null), (post.Counts.Impressions, post.Counts.Reach, post.Counts.Views));
        Assert.Null(post.IsRepost);
    }

    [Theory]
    [InlineData("\"insights\":[{\"organizationalEntity\"", "\"insights\":[],\"includes\":[{\"organizationalEntity\"")]
    [InlineData("\"totalShareStatistics\":{", "\"totals\":{")]
    public async Task Post_WithoutStatistics_HasUnknownCounts(string from, string to)
    {
        CanonicalPost post = (await Normalizing.ReadAsync(Dataset, Post.Replace(from, to, StringComparison.Ordinal))).Posts[0];

        Assert.Equal((null, null, null, null), (post.Counts.Likes, post.Counts.Comments, post.Counts.Impressions, post.Counts.Reach));
    }

    [Fact]
    public async Task Profile_IsTheNumberOfFollowers()
    {
        CanonicalProfile profile = Assert.Single((await Normalizing.ReadAsync(Dataset, Profile)).Profiles);

        Assert.Equal(("acme", "1234", 42), (profile.Handle, profile.ProfileId, profile.Followers));
    }

    [Fact]
    public async Task Profile_Insights_AreTheFollowersGainedByKindAndDay() => Assert.Equal(
        [new AccountInsight("organicFollowerGain", new DateOnly(2025, 11, 20), 3), new AccountInsight("paidFollowerGain", new DateOnly(2025, 11, 20), -1)],
        (await Normalizing.ReadAsync(Dataset, Profile)).Profiles[0].Insights);

    [Theory]
    [InlineData("\"insights\":[", "\"insights\":[5,null,{\"elements\":{}},{\"elements\":[7,{}]},", 2)]
    [InlineData("\"insights\":[", "\"insights\":{},\"includes\":[", 0)]
    [InlineData("\"timeRange\":{\"start\":1763596800000", "\"timeRange\":{\"begin\":1763596800000", 0)]
    [InlineData("\"timeRange\":{", "\"timeRange\":[],\"range\":{", 0)]
    [InlineData("\"followerGains\":{", "\"followerGains\":3,\"gains\":{", 0)]
    [InlineData("\"organicFollowerGain\":3", "\"organicFollowerGain\":{\"value\":[3]}", 1)]
    public async Task Profile_InsightsOfAnotherShape_ArePassedOverAndTheRestIsRead(string from, string to, int expected)
    {
        CanonicalProfile profile = Assert.Single((await Normalizing.ReadAsync(Dataset, Profile.Replace(from, to, StringComparison.Ordinal))).Profiles);

        Assert.Equal((42, expected), (profile.Followers, profile.Insights.Count));
    }

    [Theory]
    [InlineData("{\"media\":{\"id\":\"urn:li:video:C1\"}}", ContentType.Video)]
    [InlineData("{\"media\":{\"id\":\"urn:li:document:C1\"}}", ContentType.Document)]
    [InlineData("{\"multiImage\":{\"images\":[]}}", ContentType.Carousel)]
    [InlineData("{\"article\":{\"source\":\"https://a.example\"}}", ContentType.Link)]
    [InlineData("{\"poll\":{}}", ContentType.Text)]
    [InlineData("null", ContentType.Text)]
    public async Task Content_TellsWhatAPostIs(string content, ContentType type) => Assert.Equal(
        type,
        (await Normalizing.ReadAsync(Dataset, Post.Replace("{\"media\":{\"id\":\"urn:li:image:C1\"}}", content, StringComparison.Ordinal))).Posts[0].ContentType);

    [Theory]
    [InlineData("\"id\":\"urn:li:share:7015970832908775123\",", "", "MISSING_ID", "$.post.id")]
    [InlineData("\"publishedAt\":1763715900000", "\"publishedAt\":-5", "INVALID_DATE", "$.post.publishedAt")]
    [InlineData("\"likeCount\":15", "\"likeCount\":-1", "NUMBER_OUT_OF_RANGE", "$.insights[0].likeCount")]
    public async Task Record_ThatCannotBeUsed_IsRejectedWithItsPath(string from, string to, string reason, string field)
    {
        NormalizedFile file = await Normalizing.ReadAsync(Dataset, Post.Replace(from, to, StringComparison.Ordinal));

        RejectedRecord rejected = Assert.Single(file.Rejected);
        Assert.Equal((reason, field), (rejected.Reason, rejected.Field));
    }
}
