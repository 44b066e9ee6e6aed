using System.Globalization;
using System.Text.Json;
using Ingestion.Tests.Accounts;
using Ingestion.Tests.Fixtures;
using Xunit;

namespace Ingestion.Tests.Sync;

/// <summary>What platforms count about an account by day, from its sign-in to the answer of the metrics route.</summary>
[Trait("Category", "EndToEnd")]
public sealed class InsightRoutesTests(SyncService shared) : IClassFixture<SyncService>
{
    [Theory]
    [InlineData("instagram", 1, "reach", 11)]
    [InlineData("facebook", 7, "page_media_view", 4)]
    [InlineData("youtube", 8, "estimatedMinutesWatched", 4)]
    [InlineData("linkedin", 7, "organicFollowerGain", 2)]
    public async Task Metrics_OfASyncedAccount_HaveItsInsightsDayByDay(string platform, int days, string metric, int metrics)
    {
        string accountId = await shared.ConnectAsync("u", platform);
        string jobId = await CollectAsync(accountId);

        (int statusCode, JsonElement body) = await shared.SendAsync("GET", $"/api/v1/accounts/{accountId}/metrics?days=10");

        JsonElement[] insights = [.. body.GetProperty("insights").EnumerateArray()];
        Assert.Equal((200, days), (statusCode, insights.Length));
        Assert.Equal(insights.Select(DayOf).OrderDescending(), insights.Select(DayOf));
        Assert.All(insights, day => Assert.Equal(metrics, day.GetProperty("values").EnumerateObject().Count()));
        Assert.All(insights, day => Assert.True(day.GetProperty("values").GetProperty(metric).GetInt64() > 0));
        Assert.Equal(await RowsAsync(jobId), insights.SelectMany(Texts).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Metrics_OfFewDays_LeaveOlderInsightsOut()
    {
        string accountId = await shared.ConnectAsync("u", "facebook");
        await CollectAsync(accountId);

        (_, JsonElement body) = await shared.SendAsync("GET", $"/api/v1/accounts/{accountId}/metrics?days=3");

        Assert.InRange(body.GetProperty("insights").GetArrayLength(), 1, 2);
    }

    [Fact]
    public async Task Replay_OfTheSync_GivesTheSameAnswer()
    {
        string accountId = await shared.ConnectAsync("u", "linkedin");
        string jobId = await CollectAsync(accountId);
        string path = $"/api/v1/accounts/{accountId}/metrics?days=10";
        string before = (await shared.SendAsync("GET", path)).Body.GetProperty("insights").GetRawText();
        await shared.Service.ScalarAsync("delete from ingestion.account_insights");

        (int statusCode, _) = await shared.Service.PostAsync($"/api/v1/crawl/{jobId}/replay");

        Assert.Equal(202, statusCode);
        await Eventually.TrueAsync(async () => (await shared.SendAsync("GET", path)).Body.GetProperty("insights").GetRawText() == before);
    }

    private async Task<string> CollectAsync(string accountId)
    {
        string jobId = await shared.CollectAsync(accountId);
        JsonElement job = await shared.ReachesAsync(accountId, jobId, "completed", "failed");
        Assert.Equal("completed", job.Text("status"));
        return jobId;
    }

    private async Task<string[]> RowsAsync(string jobId) => ((string)(await shared.Service.ScalarAsync($"""
        select string_agg(text, ',' order by text collate "C") from (
            select concat_ws('/', metric, insight_date, value) as text from ingestion.account_insights
            where snapshot_id = 'sync_{Guid.Parse(jobId):N}') rows
        """))!).Split(',');

    private static string DayOf(JsonElement day) => day.Text("insight_date")!;

    private static IEnumerable<string> Texts(JsonElement day) => day.GetProperty("values").EnumerateObject()
        .Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Name}/{DayOf(day)}/{value.Value.GetInt64()}"));
}
