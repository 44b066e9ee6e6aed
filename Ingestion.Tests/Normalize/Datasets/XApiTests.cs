using Ingestion.Core.Normalize;
using Ingestion.Core.Normalize.Schemas;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Normalize.Datasets;

[Trait("Category", "Unit")]
public sealed class XApiTests
{
    private const string Dataset = "x-api";

    private const string Profile = """
        {"account":{"account_id":"01939a3c-0000-7000-8000-000000000001","external_id":"44","handle":"acme","followers":5100},"fetched_at":"2026-11-21T10:00:00.5Z",
         "profile":{"id":"44","name":"Acme","username":"Acme","created_at":"2019-03-01T09:00:00.000Z","description":"Songs","verified":true,"verified_type":"blue",
          "public_metrics":{"followers_count":5100,"following_count":12,"tweet_count":900,"listed_count":3,"like_count":70}}}
        """;

    private const string Post = """
        {"account":{"account_id":"01939a3c-0000-7000-8000-000000000001","external_id":"44","handle":"acme","followers":5100},"fetched_at":"2026-11-21T10:00:01Z",
         "post":{"id":"2098828989867376993","text":"Sprint day #live @friend","edit_history_tweet_ids":["2098828989867376993"],"author_id":"44","lang":"en",
          "created_at":"2026-11-12T17:40:00.000Z","attachments":{"media_keys":["7_1"]},
          "entities":{"hashtags":[{"start":11,"end":16,"tag":"Live"}],"mentions":[{"start":17,"end":24,"username":"Friend","id":"1"}]},
          "public_metrics":{"retweet_count":4,"reply_count":1,"like_count":33,"quote_count":3,"bookmark_count":2,"impression_count":15800},
          "non_public_metrics":{"engagements":7}},
         "insights":[{"resource_id":"x","type":"https://api.x.com/2/problems/resource-not-found"}],
         "includes":[{"media_key":"7_1","type":"video","preview_image_url":"https://pbs.example/1.jpg","duration_ms":12500,"width":1280,"height":720,"public_metrics":{"view_count":9}}]}
        """;

    [Fact]
    public async Task Post_WithMedia_HasItsValues()
    {
        CanonicalPost post = (await ReadAsync(Post)).Posts[0];

        Assert.Equal(("x", "2098828989867376993", "https://x.com/acme/status/2098828989867376993"), (post.Platform, post.PostId, post.Url));
        Assert.Equal(new PostAuthor("acme", "44", null, "https://x.com/acme", 5100), post.Author);
        Assert.Equal(("Sprint day #live @friend", "en", false), (post.Text, post.Language, post.IsRepost));
        Assert.Equal(["live"], post.Hashtags);
        Assert.Equal(["friend"], post.Mentions);
        Assert.Equal(new DateTimeOffset(2026, 11, 12, 17, 40, 0, TimeSpan.Zero), post.PublishedAt);
        Assert.Equal((15800, 33, 1, 7, 2), (post.Counts.Views, post.Counts.Likes, post.Counts.Comments, post.Counts.Shares, post.Counts.Saves));
        Assert.Equal(ContentType.Video, post.ContentType);
        Assert.Equal(new PostMedia("video", "https://pbs.example/1.jpg", TimeSpan.FromSeconds(12.5), 1280, 720), Assert.Single(post.Media));
    }

    [Fact]
    public async Task Profile_AUser_HasItsValues()
    {
        CanonicalProfile profile = Assert.Single((await ReadAsync(Profile)).Profiles);

        Assert.Equal(("acme", "44", "Acme", "Songs", "https://x.com/acme", true), (profile.Handle, profile.ProfileId, profile.Name, profile.Bio, profile.Url, profile.IsVerified));
        Assert.Equal((5100, 12, 900), (profile.Followers, profile.Following, profile.Posts));
    }

    [Fact]
    public async Task Counts_ThatAreMissing_AreUnknown()
    {
        string record = Post.Replace("\"retweet_count\":4,\"reply_count\":1,\"like_count\":33,\"quote_count\":3,\"bookmark_count\":2,", "\"like_count\":0,", StringComparison.Ordinal);

        PostCounts counts = (await ReadAsync(record)).Posts[0].Counts;

        Assert.Equal((15800, 0, null, null, null), (counts.Views, counts.Likes, counts.Comments, counts.Shares, counts.Saves));
    }

    [Fact]
    public async Task Post_OfSomebodyElse_IsTheirs()
    {
        string record = Post.Replace("\"author_id\":\"44\"", "\"author_id\":\"55\",\"referenced_tweets\":[{\"type\":\"retweeted\",\"id\":\"9\"}]", StringComparison.Ordinal);

        CanonicalPost post = (await ReadAsync(record)).Posts[0];

        Assert.Equal(new PostAuthor("55", "55", null, "https://x.com/i/user/55", null), post.Author);
        Assert.True(post.IsRepost);
    }

    [Theory]
    [InlineData("\"lang\":\"en\"", "\"lang\":\"und\",\"note_tweet\":{\"text\":\"All of it\"}", "All of it", null)]
    [InlineData("\"lang\":\"en\"", "\"lang\":\"de\"", "Sprint day #live @friend", "de")]
    public async Task Text_OfALongPost_IsItsNote(string from, string to, string text, string? language)
    {
        CanonicalPost post = (await ReadAsync(Post.Replace(from, to, StringComparison.Ordinal))).Posts[0];

        Assert.Equal((text, language), (post.Text, post.Language));
    }

    [Theory]
    [InlineData("https://example.com/a", ContentType.Link)]
    [InlineData("https://x.com/acme/status/1", ContentType.Text)]
    public async Task ContentType_WithoutMedia_FollowsFromAddresses(string url, ContentType type)
    {
        string record = Post.Replace("\"hashtags\":", $"\"urls\":[{{\"url\":\"https://t.co/a\",\"expanded_url\":\"{url}\"}}],\"hashtags\":", StringComparison.Ordinal);
        record = record[..record.IndexOf(",\n \"insights\"", StringComparison.Ordinal)] + "}";

        Assert.Equal(type, (await ReadAsync(record)).Posts[0].ContentType);
    }

    [Theory]
    [InlineData("\"id\":\"2098828989867376993\",", "", "MISSING_ID", "$.post.id")]
    [InlineData("\"impression_count\":15800", "\"impression_count\":\"many\"", "WRONG_TYPE", "$.post.public_metrics.impression_count")]
    [InlineData("\"created_at\":\"2026-11-12T17:40:00.000Z\"", "\"created_at\":\"soon\"", "INVALID_DATE", "$.post.created_at")]
    [InlineData("\"quote_count\":3", "\"quote_count\":9223372036854775807", "NUMBER_OUT_OF_RANGE", "$.post.public_metrics.retweet_count")]
    [InlineData("\"includes\":[", "\"includes\":7,\"other\":[", "WRONG_TYPE", "$.includes")]
    public async Task Record_ThatCannotBeUsed_IsRejectedWithItsPath(string from, string to, string reason, string field)
    {
        NormalizedFile file = await ReadAsync(Post.Replace(from, to, StringComparison.Ordinal));

        RejectedRecord rejected = Assert.Single(file.Rejected);
        Assert.Equal((reason, field), (rejected.Reason, rejected.Field));
    }

    [Fact]
    public async Task Drift_ViewsThatAreGone_IsBreaking()
    {
        string records = Profile + string.Concat(Enumerable.Repeat(Post.Replace("impression_count", "shown_count", StringComparison.Ordinal), 9));

        NormalizedFile file = await ReadAsync(records);

        Assert.True(new DriftEvaluator(Options.Create(new DriftOptions())).Evaluate(file.Tally, Dataset, SchemaRegistry.Find(Dataset)!).IsBreaking);
    }

    private static Task<NormalizedFile> ReadAsync(string record) => Normalizing.ReadAsync(Dataset, record);
}
