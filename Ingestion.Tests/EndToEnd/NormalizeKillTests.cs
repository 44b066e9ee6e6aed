using System.Globalization;
using Simulators.BrightData;
using Xunit;

namespace Ingestion.Tests.EndToEnd;

/// <summary>
/// kill -9 at random moments while records become rows: what is stored in the end is what a run without kills stores, and it is
/// announced once. INGESTION_KILL_RUNS and INGESTION_KILL_SEED change the number of kills and the moments.
/// </summary>
[Trait("Category", "EndToEnd")]
public sealed class NormalizeKillTests : IAsyncLifetime
{
    private const int Posts = 5_000;
    private const int MostMilliseconds = 900;

    // Everything that a load writes, without the times at which it was written.
    private static readonly string[] Rows =
    [
        "select to_jsonb(t) - 'first_seen_at' - 'updated_at' from ingestion.social_posts t order by platform, post_id",
        "select to_jsonb(t) - 'updated_at' from ingestion.post_engagement_metrics t order by platform, post_id",
        "select to_jsonb(t) from ingestion.engagement_snapshots t order by platform, post_id, observed_at",
        "select to_jsonb(t) - 'first_seen_at' - 'updated_at' from ingestion.follower_metrics t order by platform, handle",
        "select to_jsonb(t) from ingestion.follower_snapshots t order by platform, handle, observed_at",
        "select to_jsonb(t) - 'created_at' - 'updated_at' from ingestion.metrics t order by platform, handle, metric_date",
        "select to_jsonb(t) - 'created_at' - 'updated_at' from ingestion.dead_letters t order by snapshot_id, record_index",
        "select to_jsonb(t) - 'created_at' from ingestion.quality_findings t order by snapshot_id, subject_type, subject_id, rule, field",
        "select to_jsonb(array[stored_count, updated_count, unchanged_count, quarantined_count, provider_error_count])"
        + " from ingestion.crawl_metadata order by crawl_id",
    ];

    private readonly int _kills = Setting("INGESTION_KILL_RUNS", 4);
    private readonly int _seed = Setting("INGESTION_KILL_SEED", Random.Shared.Next());
    private Service _service = null!;

    public async Task InitializeAsync() => _service = await Service.StartAsync(
        new SimulatorOptions { StartingTime = TimeSpan.FromMilliseconds(50), Duration = TimeSpan.FromMilliseconds(300) });

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Kill_AtRandomMoments_EndsInTheSameRowsCountsAndOneEvent()
    {
        string crawlId = await _service.TriggerAsync(Crawls.PageUrl + "?sim=poison:7,errors:3", Posts);
        await _service.ReachesAsync(crawlId, "completed");
        string expected = await FingerprintAsync();
        Random moments = new(_seed);

        for (int kill = 1; kill <= _kills; kill++)
        {
            await ForgetAsync();
            (int statusCode, _) = await _service.PostAsync($"/api/v1/crawl/{crawlId}/replay");
            Assert.Equal(202, statusCode);
            await Task.Delay(TimeSpan.FromMilliseconds(moments.Next(MostMilliseconds)), TimeProvider.System);
            await _service.RestartHostAsync();
            await _service.ReachesAsync(crawlId, "completed");

            Assert.True(expected == await FingerprintAsync(), $"Other rows after kill {kill} of seed {_seed}.");
            Assert.Equal(1L, await _service.ScalarAsync("select count(*) from ingestion.outbox where event_type = 'data-ingestion-completed'"));
        }
    }

    private static int Setting(string name, int defaultValue) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : defaultValue;

    private async Task ForgetAsync() => await _service.ScalarAsync("""
        truncate ingestion.social_posts, ingestion.post_engagement_metrics, ingestion.engagement_snapshots, ingestion.follower_metrics,
            ingestion.follower_snapshots, ingestion.metrics, ingestion.dead_letters, ingestion.quality_findings;
        delete from ingestion.outbox where event_type = 'data-ingestion-completed'
        """);

    private async Task<string> FingerprintAsync()
    {
        List<string> hashes = [];
        foreach (string rows in Rows)
        {
            hashes.Add($"{await _service.ScalarAsync($"select md5(coalesce(string_agg(r::text, ','), '')) || count(*) from ({rows}) x (r)")}");
        }

        return string.Join('\n', hashes);
    }
}
