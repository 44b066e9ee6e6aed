using System.Text.Json;
using Xunit;

namespace Ingestion.Tests.EndToEnd;

/// <summary>kill -9 while a record is read again, and between a snapshot that is marked suspect and the event that says so.</summary>
[Trait("Category", "EndToEnd")]
public sealed class ReplayKillTests : IAsyncLifetime
{
    private const int Posts = 60;

    // What a replayed record leaves, apart from the times at which it was written.
    private const string Rows = """
        select md5(string_agg(r::text, ',' order by r::text)) from (
            select to_jsonb(t) - 'first_seen_at' - 'updated_at' from ingestion.social_posts t
            union all select to_jsonb(t) - 'updated_at' from ingestion.post_engagement_metrics t
            union all select to_jsonb(t) from ingestion.engagement_snapshots t
            union all select to_jsonb(array[stored_count, updated_count, unchanged_count, quarantined_count, provider_error_count])
                from ingestion.crawl_metadata) x (r)
        """;

    private Service _service = null!;

    public async Task InitializeAsync() => _service = await Service.StartAsync();

    public Task DisposeAsync() => _service.DisposeAsync().AsTask();

    [Fact]
    public async Task Kill_WhileADeadLetterIsReplayed_ItBecomesItsRowOnce()
    {
        string crawlId = await _service.TriggerAsync(posts: Posts);
        await _service.ReachesAsync(crawlId, "completed");
        object? expected = await _service.ScalarAsync(Rows);
        Guid letter = await Quarantine.OneAsync(_service, crawlId);
        JsonElement started;
        await using (TableLock held = await TableLock.OnWritesAsync(_service, "ingestion.social_posts"))
        {
            started = (await _service.PostAsync($"/api/v1/dead-letters/{letter}/replay")).Body;
            await held.StandsStillAsync();
            await held.KillHostAsync();
        }

        Assert.Equal("open", await _service.ScalarAsync($"select status from ingestion.dead_letters where id = '{letter}'"));
        await _service.StartHostAsync();

        JsonElement output = await _service.OutputAsync(started);
        Assert.Equal((1, 0), (output.GetProperty("replayed").GetInt32(), output.GetProperty("still_open").GetInt32()));
        Assert.Equal(expected, await _service.ScalarAsync(Rows));
        Assert.Equal("replayed", await _service.ScalarAsync($"select status from ingestion.dead_letters where id = '{letter}'"));
    }

    [Fact]
    public async Task Kill_BetweenSuspectAndItsEvent_FailsWithOneEventOfEachKind()
    {
        const string events = "select string_agg(event_type, ' ' order by event_type) from ingestion.outbox";
        string crawlId;
        await using (TableLock held = await TableLock.OnUpdatesAsync(_service, "ingestion.crawl_metadata", "new.status = 'failed'"))
        {
            crawlId = await _service.TriggerAsync(Crawls.PageUrl + "?sim=renamed:post_id", Posts);
            await held.StandsStillAsync();
            await held.KillHostAsync();
        }

        Assert.Equal("suspect", await _service.ScalarAsync("select status from ingestion.raw_data_crawl_snapshots"));
        Assert.Equal("crawl-triggered schema-drift-detected", await _service.ScalarAsync(events));
        await _service.StartHostAsync();

        JsonElement error = (await _service.ReachesAsync(crawlId, "completed", "failed")).GetProperty("error");
        Assert.Equal("SNAPSHOT_SUSPECT", error.GetProperty("error_code").GetString());
        await _service.EventsAsync(crawlId, 3);
        Assert.Equal("crawl-failed crawl-triggered schema-drift-detected", await _service.ScalarAsync(events));
        Assert.Equal(0L, await _service.ScalarAsync("select count(*) from ingestion.social_posts"));
    }
}
