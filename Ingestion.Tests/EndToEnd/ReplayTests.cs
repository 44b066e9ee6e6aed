using System.Text.Json;
using Xunit;

namespace Ingestion.Tests.EndToEnd;

/// <summary>Raw snapshots read again: nothing is asked of the provider, and nothing changes that was right.</summary>
[Trait("Category", "EndToEnd")]
public sealed class ReplayTests(ImpatientService shared) : IClassFixture<ImpatientService>
{
    private const int Posts = 60;
    private readonly Service _service = shared.Service;

    [Fact]
    public async Task Replay_OfACompletedCrawl_ChangesNothingAndAsksTheProviderNothing()
    {
        string crawlId = await _service.TriggerAsync(Url("poison:4,errors:2"), Posts);
        JsonElement first = (await _service.ReachesAsync(crawlId, "completed")).GetProperty("normalized");
        string before = JsonSerializer.Serialize(_service.Provider.Requests());

        (int statusCode, _) = await _service.PostAsync($"/api/v1/crawl/{crawlId}/replay");
        JsonElement again = (await _service.ReachesAsync(crawlId, "completed")).GetProperty("normalized");

        Assert.Equal(202, statusCode);
        Assert.Equal(before, JsonSerializer.Serialize(_service.Provider.Requests()));
        Assert.Equal((56, 4, 2), (Count(first, "stored"), Count(first, "quarantined"), Count(first, "provider_errors")));
        Assert.Equal((0, 0, 56), (Count(again, "stored"), Count(again, "updated"), Count(again, "unchanged")));
        Assert.Equal(first.GetProperty("bronze_path").GetString(), again.GetProperty("bronze_path").GetString());
        Assert.Single(
            await _service.EventsAsync(crawlId, 2), e => e.GetProperty("event_type").GetString() == "data-ingestion-completed");
    }

    [Fact]
    public async Task Replay_OfACrawlWithoutRawData_Is409()
    {
        string crawlId = await _service.SubmitAsync(Url("http_503@trigger"), Posts);
        await _service.ReachesAsync(crawlId, "failed");

        (await _service.PostAsync($"/api/v1/crawl/{crawlId}/replay")).AssertError(409, "CRAWL_HAS_NO_RAW_DATA");
    }

    [Fact]
    public async Task Replay_OfAnUnknownCrawl_Is404()
    {
        (await _service.PostAsync($"/api/v1/crawl/{Guid.NewGuid()}/replay")).AssertError(404, "CRAWL_NOT_FOUND");
    }

    [Fact]
    public async Task Snapshot_WithoutItsIds_IsSuspectAndWritesNoRows()
    {
        string crawlId = await _service.TriggerAsync(Url("renamed:post_id"), Posts);

        JsonElement status = await _service.ReachesAsync(crawlId, "completed", "failed");
        JsonElement error = status.GetProperty("error");

        Assert.Equal(("normalize", "SNAPSHOT_SUSPECT"), (error.GetProperty("stage").GetString(), error.GetProperty("error_code").GetString()));
        Assert.Empty((await _service.GetAsync($"/api/v1/posts?crawl_id={crawlId}")).Body.GetProperty("posts").EnumerateArray());
        IReadOnlyList<JsonElement> events = await _service.EventsAsync(crawlId, 3);
        Assert.Contains(events, e => e.GetProperty("event_type").GetString() == "schema-drift-detected");
        Assert.Contains(events, e => e.GetProperty("event_type").GetString() == "crawl-failed");
    }

    private static int Count(JsonElement normalized, string name) => normalized.GetProperty(name).GetInt32();

    private static string Url(string faults) => $"{Crawls.PageUrl}{Guid.NewGuid():N}?sim={faults}";
}
