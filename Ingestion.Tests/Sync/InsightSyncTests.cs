using System.Globalization;
using System.Text.Json;
using Ingestion.Core.Blobs;
using Ingestion.Core.Crawls;
using Ingestion.Core.Normalize;
using Ingestion.Core.Persistence;
using Simulators.Platforms.Instagram;
using Xunit;

namespace Ingestion.Tests.Sync;

/// <summary>What platforms count about an account by day, from their answers to the rows.</summary>
[Trait("Category", "Postgres")]
public sealed class InsightSyncTests(SyncHost host) : IClassFixture<SyncHost>, IDisposable
{
    private const string Rows = """
        select string_agg(text, ',' order by text collate "C") from (
            select concat_ws('/', i.metric, i.insight_date, i.value) as text
            from ingestion.account_insights i join ingestion.follower_metrics f using (platform, handle)
            join ingestion.connected_accounts a on a.platform = f.platform and a.external_id = f.profile_id
            where a.account_id = @accountId) rows
        """;

    private const string Physical = "select string_agg(ctid::text || i::text, ',' order by i.*) from ingestion.account_insights i";

    public void Dispose() => host.Platforms.ClearFaults();

    [Theory]
    [InlineData("instagram", 11, -3, -3)]
    [InlineData("facebook", 28, -7, -1)]
    [InlineData("youtube", 32, -7, 0)]
    [InlineData("linkedin", 14, -7, -1)]
    public async Task Sync_AnAccount_MakesARowOfEachMetricAndDay(string platform, int rows, int first, int last)
    {
        Guid accountId = await host.ConnectAsync("u", platform);
        DateOnly today = Today();

        Guid jobId = (await host.SyncAsync(accountId)).GetProperty("job_id").GetGuid();

        string[] served = ServedInsights.Of(platform, await ProfileLineAsync(jobId));
        string[] days = [.. served.Select(one => one.Split('/')[1]).Order(StringComparer.Ordinal)];
        Assert.Equal((rows, Text(today.AddDays(first)), Text(today.AddDays(last))), (served.Length, days[0], days[^1]));
        Assert.Equal(served, await RowsAsync(accountId));
        Assert.Equal(rows, await host.CountAsync($"account_insights where snapshot_id = 'sync_{jobId:N}' and observed_at = updated_at"));
    }

    [Fact]
    public async Task Sync_Instagram_TheDayIsThatOfThePlatformsTotals()
    {
        Guid accountId = await host.ConnectAsync("u", "instagram");
        DateOnly day = Today().AddDays(-3);
        string user = (await host.Accounts.Database.ScalarAsync<string>(
            "select external_id from ingestion.connected_accounts where account_id = @accountId", new { accountId }, default))!;

        await host.SyncAsync(accountId);

        JsonElement total = JsonSerializer.SerializeToElement(
            new InstagramUser(user, host.Clock.GetUtcNow()).Insights(["reach"], new DateTimeOffset(day, default, TimeSpan.Zero)));
        Assert.Contains($"reach/{Text(day)}/{total[0].GetProperty("total_value").GetProperty("value")}", await RowsAsync(accountId));
    }

    [Fact]
    public async Task Sync_GroupByGroup_MakesTheSameRowsOfWhatCame()
    {
        Guid accountId = await host.ConnectAsync("retired", "facebook");

        Guid jobId = (await host.SyncAsync(accountId)).GetProperty("job_id").GetGuid();

        string[] served = ServedInsights.Of("facebook", await ProfileLineAsync(jobId));
        Assert.Equal(14, served.Length);
        Assert.Equal(served, await RowsAsync(accountId));
    }

    [Theory]
    [InlineData("instagram", 11)]
    [InlineData("facebook", 4)]
    [InlineData("youtube", 4)]
    [InlineData("linkedin", 2)]
    public async Task Sync_AgainAndADayLater_WritesWhatIsNewOnly(string platform, int newRows)
    {
        Guid accountId = await host.ConnectAsync("u", platform);
        await host.SyncAsync(accountId);
        string before = await PhysicalAsync();
        string[] rows = await RowsAsync(accountId);

        await host.SyncAsync(accountId);
        Assert.Equal(before, await PhysicalAsync());
        host.Clock.Advance(TimeSpan.FromDays(1));
        await host.SyncAsync(accountId);

        string[] after = await RowsAsync(accountId);
        Assert.Equal((rows.Length + newRows, rows.Length), (after.Length, after.Intersect(rows).Count()));
    }

    [Theory]
    [InlineData("instagram")]
    [InlineData("facebook")]
    [InlineData("youtube")]
    [InlineData("linkedin")]
    public async Task Replay_OfASync_MakesTheSameRowsAndTheSameBronzeFile(string platform)
    {
        Guid accountId = await host.ConnectAsync("u", platform);
        Guid jobId = (await host.SyncAsync(accountId)).GetProperty("job_id").GetGuid();
        (string[] rows, byte[] bronze) = (await RowsAsync(accountId), await BronzeAsync(jobId));
        await host.Accounts.ExecuteAsync("delete from ingestion.account_insights", new { });

        await ReplayAsync(jobId);
        Assert.Equal(rows, await RowsAsync(accountId));
        string once = await PhysicalAsync();
        await ReplayAsync(jobId);

        Assert.Equal(once, await PhysicalAsync());
        Assert.Equal(bronze, await BronzeAsync(jobId));
    }

    [Fact]
    public async Task Scope_ThatWasNotGranted_LeavesTheRestAndNoRows()
    {
        Guid accountId = await host.ConnectAsync("u", "instagram");
        host.Platforms.AddFault("instagram", "insights_forbidden", 1000);

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal("completed", job.GetProperty("status").GetString());
        Assert.Empty(await RowsAsync(accountId));
    }

    private DateOnly Today() => DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<JsonElement> ProfileLineAsync(Guid jobId) => JsonDocument.Parse((await host.LinesAsync(jobId))[0]).RootElement;

    private async Task<string[]> RowsAsync(Guid accountId) =>
        (await host.Accounts.Database.ScalarAsync<string>(Rows, new { accountId }, default))?.Split(',') ?? [];

    /// <summary>All rows with their places: equal ones were not touched.</summary>
    private async Task<string> PhysicalAsync() => (await host.Accounts.Database.ScalarAsync<string>(Physical, null, default))!;

    private async Task ReplayAsync(Guid crawlId)
    {
        Assert.Equal(ReplayStatus.Started, (await host.Get<CrawlReplay>().StartAsync(crawlId, Scope.All, default)).Status);
        await host.Get<NormalizeService>().NormalizeAsync(new NormalizeInput(crawlId), default);
        await host.Get<Core.Publish.PublishService>().PublishAsync(new Core.Publish.PublishInput(crawlId), default);
    }

    private async Task<byte[]> BronzeAsync(Guid crawlId)
    {
        string path = (await host.Get<CrawlStore>().FindAsync(crawlId, default))!.Normalized!.BronzePath!;
        await using Stream file = await host.Get<RawZone>().OpenReadAsync(path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..], 0, null, default);
        using MemoryStream copy = new();
        await file.CopyToAsync(copy);
        return copy.ToArray();
    }
}
