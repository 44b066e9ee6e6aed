using System.Text.Json;
using Xunit;

namespace Ingestion.Tests.EndToEnd;

/// <summary>Quarantined records read again, alone, from their place in the raw file.</summary>
[Trait("Category", "EndToEnd")]
public sealed class DeadLetterReplayTests(ImpatientService shared) : IClassFixture<ImpatientService>
{
    private const int Posts = 20;
    private readonly Service _service = shared.Service;

    [Fact]
    public async Task Replay_OfRecordsThatStillCannotBeUsed_LeavesThemOpen()
    {
        string crawlId = await CrawlAsync("poison:3");

        JsonElement output = await ReplayAsync("/api/v1/dead-letters/replay", new { crawl_id = crawlId });

        Assert.Equal((0, 3), (output.GetProperty("replayed").GetInt32(), output.GetProperty("still_open").GetInt32()));
        JsonElement letters = (await _service.GetAsync($"/api/v1/dead-letters?crawl_id={crawlId}")).Body.GetProperty("dead_letters");
        Assert.Equal(3, letters.GetArrayLength());
    }

    [Fact]
    public async Task Replay_OfARecordThatCanBeUsedNow_BecomesItsRow()
    {
        string crawlId = await CrawlAsync("odd");
        Guid letter = await Quarantine.OneAsync(_service, crawlId);

        JsonElement output = await ReplayAsync($"/api/v1/dead-letters/{letter}/replay", new { });

        Assert.Equal((1, 0), (output.GetProperty("replayed").GetInt32(), output.GetProperty("still_open").GetInt32()));
        JsonElement posts = (await _service.GetAsync($"/api/v1/posts?crawl_id={crawlId}")).Body.GetProperty("posts");
        Assert.Equal(Posts, posts.GetArrayLength());
        JsonElement counts = (await _service.StatusAsync(crawlId)).GetProperty("normalized");
        Assert.Equal((Posts, 0), (counts.GetProperty("stored").GetInt32(), counts.GetProperty("quarantined").GetInt32()));
        (await _service.PostAsync($"/api/v1/dead-letters/{letter}/replay")).AssertError(409, "DEAD_LETTER_NOT_OPEN");
    }

    [Theory]
    [InlineData("""{}""", "body")]
    [InlineData("""{"ids":[]}""", "ids")]
    [InlineData("""{"ids":["x"],"reasn":"y"}""", "ids reasn")]
    [InlineData("""{"crawl_id":7}""", "crawl_id")]
    public async Task Replay_WithAFaultyBody_Is400NamingEveryField(string body, string fields)
    {
        (int statusCode, JsonElement answer) = await _service.PostAsync(
            "/api/v1/dead-letters/replay", JsonElement.Parse(body));

        Assert.Equal(400, statusCode);
        Assert.Equal(fields.Split(' '), answer.GetProperty("errors").EnumerateObject().Select(field => field.Name).Order());
    }

    [Fact]
    public async Task Replay_OfAnUnknownDeadLetter_Is404()
    {
        (await _service.PostAsync($"/api/v1/dead-letters/{Guid.NewGuid()}/replay")).AssertError(404, "DEAD_LETTER_NOT_FOUND");
    }

    private async Task<string> CrawlAsync(string faults)
    {
        string crawlId = await _service.TriggerAsync($"https://www.facebook.com/page{Guid.NewGuid():N}?sim={faults}", Posts);
        await _service.ReachesAsync(crawlId, "completed");
        return crawlId;
    }

    private async Task<JsonElement> ReplayAsync(string path, object body)
    {
        (int statusCode, JsonElement started) = await _service.PostAsync(path, body);
        Assert.True(statusCode == 202, $"{statusCode}: {started}");
        return await _service.OutputAsync(started);
    }
}
