using Ingestion.Core.Normalize;
using Ingestion.Core.Normalize.Schemas;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Normalize.Datasets;

[Trait("Category", "Unit")]
public sealed class YouTubeApiTests
{
    private const string Dataset = "youtube-api";

    private const string Profile = """
        {"account":{"account_id":"01939a3c-0000-7000-8000-000000000001","external_id":"UCacme","handle":"acme","followers":48200},"fetched_at":"2026-11-21T10:00:00.5Z",
         "profile":{"kind":"youtube#channel","etag":"e1","id":"UCacme","snippet":{"title":"Acme","description":"Songs","customUrl":"@Acme"},
          "statistics":{"viewCount":"12","subscriberCount":"48200","hiddenSubscriberCount":false,"videoCount":"212"},
          "contentDetails":{"relatedPlaylists":{"uploads":"UUacme"}}},"insights":[{"kind":"youtubeAnalytics#resultTable",
          "columnHeaders":[{"name":"day","columnType":"DIMENSION","dataType":"STRING"},{"name":"views","columnType":"METRIC"},{"name":"subscribersGained"}],
          "rows":[["2026-11-19",500,72],["2026-11-20",501.0,73]]}]}
        """;

    private const string Video = """
        {"account":{"account_id":"01939a3c-0000-7000-8000-000000000001","external_id":"UCacme","handle":"acme","followers":48200},"fetched_at":"2026-11-21T10:00:01Z",
         "post":{"kind":"youtube#video","etag":"e1","id":"ab12CD34ef5","snippet":{"publishedAt":"2026-11-15T12:00:09Z","channelId":"UCacme",
          "title":"Live set","description":"Tonight #live @friend","channelTitle":"Acme","tags":["live"]},
          "contentDetails":{"duration":"PT4M13S"},"statistics":{"viewCount":"18233","likeCount":"911","commentCount":"54"},"status":{"privacyStatus":"public"}}}
        """;

    [Fact]
    public async Task Post_AVideo_HasItsValues()
    {
        CanonicalPost post = (await ReadAsync(Video)).Posts[0];

        Assert.Equal(("youtube", "ab12CD34ef5", "https://www.youtube.com/watch?v=ab12CD34ef5"), (post.Platform, post.PostId, post.Url));
        Assert.Equal(new PostAuthor("acme", "UCacme", "Acme", "https://www.youtube.com/@acme", 48200), post.Author);
        Assert.Equal("Live set\n\nTonight #live @friend", post.Text);
        Assert.Equal(["live"], post.Hashtags);
        Assert.Equal(["friend"], post.Mentions);
        Assert.Equal(new DateTimeOffset(2026, 11, 15, 12, 0, 9, TimeSpan.Zero), post.PublishedAt);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 10, 0, 1, TimeSpan.Zero), post.ObservedAt);
        Assert.Equal((18233, 911, 54), (post.Counts.Views, post.Counts.Likes, post.Counts.Comments));
        Assert.Equal(new PostMedia("video", post.Url, new TimeSpan(0, 4, 13), null, null), Assert.Single(post.Media));
    }

    [Fact]
    public async Task Profile_AChannel_HasItsValues()
    {
        NormalizedFile file = await ReadAsync(Profile);

        CanonicalProfile profile = Assert.Single(file.Profiles);
        Assert.Equal(("acme", "UCacme", "Acme", "Songs", "https://www.youtube.com/@acme"), (profile.Handle, profile.ProfileId, profile.Name, profile.Bio, profile.Url));
        Assert.Equal((48200, 212), (profile.Followers, profile.Posts));
        Assert.Empty(file.Authors);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Profile_Insights_AreTheColumnsByDayWhicheverComesFirst(bool isRowsFirst)
    {
        const string rows = "\"rows\":[[\"2026-11-19\",500,72],[\"2026-11-20\",501.0,73]]";
        string record = isRowsFirst
            ? Profile.Replace(rows, "\"more\":[]", StringComparison.Ordinal)
                .Replace("\"columnHeaders\":", $"{rows},\"columnHeaders\":", StringComparison.Ordinal)
            : Profile;

        Assert.Equal(
            [
                new AccountInsight("views", new DateOnly(2026, 11, 19), 500), new AccountInsight("subscribersGained", new DateOnly(2026, 11, 19), 72),
                new AccountInsight("views", new DateOnly(2026, 11, 20), 501), new AccountInsight("subscribersGained", new DateOnly(2026, 11, 20), 73),
            ],
            (await ReadAsync(record)).Profiles[0].Insights);
    }

    [Theory]
    [InlineData("\"insights\":[", "\"insights\":[5,[],null,", 4)]
    [InlineData("\"insights\":[", "\"insights\":\"none\",\"includes\":[", 0)]
    [InlineData("\"columnHeaders\":[", "\"columnHeaders\":{},\"headers\":[", 0)]
    [InlineData("{\"name\":\"day\"", "{\"name\":\"video\"", 0)]
    [InlineData("\"rows\":[", "\"rows\":[7,null,{},[],[\"2026-11-18\"],[\"2026-11-17\",null,[1]],[{},6,7],[\"soon\",6,7],", 4)]
    [InlineData("500,72", "\"many\",72,73,74", 3)]
    public async Task Profile_InsightsOfAnotherShape_ArePassedOverAndTheRestIsRead(string from, string to, int expected)
    {
        CanonicalProfile profile = Assert.Single((await ReadAsync(Profile.Replace(from, to, StringComparison.Ordinal))).Profiles);

        Assert.Equal((48200, expected), (profile.Followers, profile.Insights.Count));
    }

    [Fact]
    public async Task Profile_CutAnywhere_HasAllItsInsights()
    {
        string records = string.Concat(Enumerable.Repeat(Profile.ReplaceLineEndings(" ") + "\n", 40));

        NormalizedFile file = await Normalizing.ReadAsync(
            Dataset, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(records)), new Core.Normalize.Reading.RecordLimits { WindowBytes = 900 });

        Assert.Equal(Enumerable.Repeat(4, 40), file.Profiles.Select(profile => profile.Insights.Count));
    }

    [Fact]
    public async Task Counts_ThatAreMissing_AreUnknown()
    {
        string record = Video.Replace("\"likeCount\":\"911\",\"commentCount\":\"54\"", "\"favoriteCount\":\"0\"", StringComparison.Ordinal);

        PostCounts counts = (await ReadAsync(record)).Posts[0].Counts;

        Assert.Equal((18233, null, null), (counts.Views, counts.Likes, counts.Comments));
    }

    [Fact]
    public async Task Subscribers_ThatAreHidden_AreUnknown() => Assert.Null((await ReadAsync(
        Profile.Replace("\"hiddenSubscriberCount\":false", "\"hiddenSubscriberCount\":true", StringComparison.Ordinal))).Profiles[0].Followers);

    [Theory]
    [InlineData("P0D", 0)]
    [InlineData("PT1H2S", 3602)]
    [InlineData("soon", null)]
    public async Task Length_OfAVideo_IsReadOrUnknown(string duration, int? seconds) => Assert.Equal(
        seconds, (await ReadAsync(Video.Replace("PT4M13S", duration, StringComparison.Ordinal))).Posts[0].Media[0].Duration?.TotalSeconds);

    [Theory]
    [InlineData("\"id\":\"ab12CD34ef5\",", "", "MISSING_ID", "$.post.id")]
    [InlineData("\"handle\":\"acme\",", "", "MISSING_AUTHOR", "$.account.handle")]
    [InlineData("\"viewCount\":\"18233\"", "\"viewCount\":\"many\"", "WRONG_TYPE", "$.post.statistics.viewCount")]
    [InlineData("\"publishedAt\":\"2026-11-15T12:00:09Z\"", "\"publishedAt\":\"soon\"", "INVALID_DATE", "$.post.snippet.publishedAt")]
    [InlineData("\"likeCount\":\"911\"", "\"likeCount\":\"-1\"", "NUMBER_OUT_OF_RANGE", "$.post.statistics.likeCount")]
    public async Task Record_ThatCannotBeUsed_IsRejectedWithItsPath(string from, string to, string reason, string field)
    {
        NormalizedFile file = await ReadAsync(Video.Replace(from, to, StringComparison.Ordinal));

        RejectedRecord rejected = Assert.Single(file.Rejected);
        Assert.Equal((reason, field), (rejected.Reason, rejected.Field));
    }

    [Theory]
    [InlineData("\"statistics\":{\"viewCount\"", "\"statistics\":[],\"other\":{\"viewCount\"")]
    [InlineData("\"snippet\":{", "\"snippet\":null,\"other\":{")]
    public async Task Object_OfAnotherType_IsDriftAndTheRestIsRead(string from, string to)
    {
        NormalizedFile file = await ReadAsync(Video.Replace(from, to, StringComparison.Ordinal));

        Assert.Equal("ab12CD34ef5", Assert.Single(file.Posts).PostId);
    }

    [Fact]
    public async Task Drift_WithinObjects_IsSeen()
    {
        string changed = Video.Replace("\"privacyStatus\":\"public\"", "\"privacyStatus\":1,\"mood\":\"good\"", StringComparison.Ordinal);

        NormalizedFile file = await ReadAsync(Profile + Video + changed);
        DriftReport report = new DriftEvaluator(Options.Create(new DriftOptions())).Evaluate(file.Tally, Dataset, SchemaRegistry.Find(Dataset)!);

        Assert.Equal(
            [("$.post.status.mood", DriftKind.New, "$[2].post.status.mood"), ("$.post.status.privacyStatus", DriftKind.Retyped, "$[2].post.status.privacyStatus")],
            report.Changes.Select(change => (change.Path, change.Kind, change.ExamplePath)));
    }

    [Fact]
    public async Task Drift_ViewsThatAreGone_IsBreaking()
    {
        string records = Profile + string.Concat(Enumerable.Repeat(Video.Replace("viewCount", "viewsTotal", StringComparison.Ordinal), 9));

        NormalizedFile file = await ReadAsync(records);

        Assert.True(new DriftEvaluator(Options.Create(new DriftOptions())).Evaluate(file.Tally, Dataset, SchemaRegistry.Find(Dataset)!).IsBreaking);
    }

    [Fact]
    public async Task Records_CutAnywhere_ComeWhole()
    {
        string records = string.Concat(Enumerable.Repeat(Video.ReplaceLineEndings(" ") + "\n", 40));

        NormalizedFile file = await Normalizing.ReadAsync(
            Dataset, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(records)), new Core.Normalize.Reading.RecordLimits { WindowBytes = 700 });

        Assert.Equal(40, file.Posts.Count);
        Assert.All(file.Posts, post => Assert.Equal(18233, post.Counts.Views));
    }

    private static Task<NormalizedFile> ReadAsync(string record) => Normalizing.ReadAsync(Dataset, record);
}
