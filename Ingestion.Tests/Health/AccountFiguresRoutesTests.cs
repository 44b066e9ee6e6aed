using System.Text.Json;
using Ingestion.Tests.Accounts;
using Ingestion.Tests.EndToEnd;
using Xunit;

namespace Ingestion.Tests.Health;

[Trait("Category", "EndToEnd")]
public sealed class AccountFiguresRoutesTests(AccountService shared) : IClassFixture<AccountService>
{
    [Fact]
    public async Task Metrics_OfAnAccount_GiveSeriesGrowthAndTrends()
    {
        string id = await ConnectAsync("series-id", "series");
        await shared.ProveAsync(id);
        await shared.Service.ScalarAsync("""
            insert into ingestion.metrics (platform, handle, metric_date, followers, engagement_rate, collection_source, observed_at, snapshot_id,
                created_at, updated_at)
            select 'tiktok', 'series', (now() at time zone 'UTC')::date - ago, 1000 - 10 * ago, 2 + ago % 2, 'platform', now(), 's', now(), now()
            from generate_series(0, 40) ago where ago <> 3
            """);

        (int statusCode, JsonElement body) = await shared.SendAsync("GET", $"/api/v1/accounts/{id}/metrics?days=40");

        JsonElement[] days = [.. body.GetProperty("metrics").EnumerateArray()];
        JsonElement[] trends = [.. body.GetProperty("trends").EnumerateArray()];
        Assert.Equal((200, "tiktok", "series", 39), (statusCode, body.Text("platform"), body.Text("handle"), days.Length));
        Assert.Equal((1000L, 1.01m), (days[0].GetProperty("followers").GetInt64(), days[0].GetProperty("follower_growth_rate").GetDecimal()));
        Assert.Equal(2, days[2].GetProperty("days_since_previous").GetInt32());
        Assert.NotEqual(JsonValueKind.Null, days[^1].GetProperty("follower_growth_rate").ValueKind);
        Assert.Equal([7, 28], trends.Select(trend => trend.GetProperty("days").GetInt32()));
        Assert.Equal([(930L, 1000L, 7.53m), (720L, 1000L, 38.89m)], trends.Select(trend => (
            trend.GetProperty("followers_before").GetInt64(), trend.GetProperty("followers").GetInt64(),
            trend.GetProperty("follower_growth_rate").GetDecimal())));
        Assert.Equal(2.33m, trends[0].GetProperty("average_engagement_rate").GetDecimal());
    }

    [Fact]
    public async Task Metrics_Unknown_AreEmptyForeignAre404AndFaultsAreNamed()
    {
        string id = await ConnectAsync("empty-id", "empty");
        string path = $"/api/v1/accounts/{id}/metrics";

        (_, JsonElement body) = await shared.SendAsync("GET", path);
        (int, JsonElement) foreign = await shared.SendAsync("GET", path, key: AccountService.GlobexKey);
        (int, JsonElement) faulty = await shared.SendAsync("GET", $"{path}?days=0&x=1");

        Assert.Equal((0, 0), (body.GetProperty("metrics").GetArrayLength(), body.GetProperty("insights").GetArrayLength()));
        Assert.All(body.GetProperty("trends").EnumerateArray(), trend => Assert.Equal(JsonValueKind.Null, trend.GetProperty("followers").ValueKind));
        foreign.AssertError(404, "ACCOUNT_NOT_FOUND");
        faulty.AssertInvalid("days", "x");
    }

    [Fact]
    public async Task Health_OfAnOwner_CountsTheirJobsOfTheLastDay()
    {
        string good = await ConnectAsync("health-1", null, AccountService.GlobexKey);
        string bad = await ConnectAsync("health-2", null, AccountService.GlobexKey);
        string due = await ConnectAsync("health-3", null, AccountService.GlobexKey);
        await ConnectAsync("health-connected-after-the-run", null, AccountService.GlobexKey);
        await shared.Service.ScalarAsync($"""
            insert into ingestion.data_collection_jobs (job_id, account_id, owner, platform, source, kind, day, status, stage, stored_count, updated_count,
                unchanged_count, quarantined_count, error_code, created_at, started_at, updated_at, finished_at)
            values
                (gen_random_uuid(), '{good}', 'globex', 'tiktok', 'platform', 'scheduled', current_date, 'completed', 'conclude', 90, 5, 4, 1, null,
                    now(), now() - interval '10 min', now(), now()),
                (gen_random_uuid(), '{bad}', 'globex', 'tiktok', 'platform', 'scheduled', current_date, 'failed', 'posts', null, null, null, null,
                    'PLATFORM_UNAVAILABLE', now(), now() - interval '5 min', now(), now()),
                (gen_random_uuid(), '{bad}', 'globex', 'tiktok', 'platform', 'manual', current_date, 'completed', 'conclude', 0, 0, 0, 0, null,
                    now(), now(), now(), now() - interval '2 days');
            update ingestion.connected_accounts set last_sync_at = now() - interval '2 hours' where account_id in ('{good}', '{bad}');
            update ingestion.connected_accounts set next_sync_at = now() - interval '1 hour', status = 'reauthorization_required'
            where account_id = '{due}'
            """);

        (int statusCode, JsonElement report) = await shared.SendAsync("GET", "/api/v1/health/collection", key: AccountService.GlobexKey);

        Assert.Equal((200, 3, 1, 1), (
            statusCode, report.GetProperty("expected_accounts").GetInt32(), report.GetProperty("total_collections").GetInt32(),
            report.GetProperty("failed_collections").GetInt32()));
        Assert.Equal(2, Math.Round(report.GetProperty("freshness_lag_hours").GetDouble(), 1));
        Assert.Equal([("data_quality", 99.0), ("pipeline_performance", 10.0)], report.GetProperty("kpis").EnumerateArray()
            .Where(kpi => kpi.Text("name") is "data_quality" or "pipeline_performance")
            .Select(kpi => (kpi.Text("name")!, kpi.GetProperty("value").GetDouble())));
        Assert.Equal("PLATFORM_UNAVAILABLE", report.GetProperty("faults")[0].Text("error_code"));
        (await shared.SendAsync("GET", "/api/v1/health/collection", key: null)).AssertError(401, "OWNER_UNKNOWN");
    }

    private async Task<string> ConnectAsync(string externalId, string? handle, string key = AccountService.AcmeKey)
    {
        (_, JsonElement account) = await shared.SendAsync(
            "POST", "/api/v1/accounts", new { platform = "tiktok", external_id = externalId, handle, credentials = new { access_token = "t" } }, key);
        return account.Text("account_id")!;
    }
}
