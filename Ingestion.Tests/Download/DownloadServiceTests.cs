using Ingestion.Core.Blobs;
using Ingestion.Core.Crawls;
using Ingestion.Core.Download;
using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Ingestion.Tests.Fixtures;
using Ingestion.Tests.Persistence;
using Ingestion.Tests.Trigger;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ingestion.Tests.Download;

[Trait("Category", "Postgres")]
public sealed class DownloadServiceTests : PipelineHost
{
    private const string TwoPostsAndAnError = """
        [{"post_id":"1","attachments":[{"type":"Photo"},{"type":"Video"}]},{"post_id":"2"},{"error":"gone","error_code":"dead_page"}]
        """;

    private readonly string snapshotId = $"sd_{Guid.NewGuid():N}";

    [Fact]
    public async Task Download_Snapshot_IsStoredWithItsCountsAndRow()
    {
        Answer(TwoPostsAndAnError);
        Crawl crawl = await Stories.DownloadingAsync(Pipeline, snapshotId);

        DownloadResult result = await DownloadAsync(crawl);

        Crawl stored = await Pipeline.ReadAsync(crawl.CrawlId);
        StoredPayload payload = stored.Payload!;
        Assert.Equal((DownloadStatus.Stored, CrawlState.Normalizing), (result.Status, stored.State));
        Assert.Equal((3L, 2L, 2L, 1L), (payload.Records, payload.Posts, payload.Media, payload.ErrorRecords));
        Assert.Equal($"social-analytics-raw-data/raw_snapshots/2026/11/21/snapshot_{snapshotId}.json", payload.BlobPath);
        Assert.Equal(1, await Pipeline.CountAsync($"raw_data_crawl_snapshots where snapshot_id = '{snapshotId}' and post_count = 2"));
    }

    [Fact]
    public async Task Download_ProcessEndedAfterTheBlob_RepetitionTakesWhatIsThere()
    {
        Answer(TwoPostsAndAnError);
        Crawl crawl = await Stories.DownloadingAsync(Pipeline, snapshotId);
        await DownloadAsync(crawl);
        await Pipeline.ExecuteAsync("delete from ingestion.raw_data_crawl_snapshots");
        await Pipeline.ExecuteAsync("update ingestion.crawl_metadata set status = 'downloading'");
        Provider.Snapshot = context => Results.Text("Internal server error", statusCode: 500).ExecuteAsync(context);

        DownloadResult repeated = await DownloadAsync(crawl);

        Assert.Equal(DownloadStatus.Stored, repeated.Status);
        Assert.Equal(2, (await Pipeline.ReadAsync(crawl.CrawlId)).Payload!.Posts);
    }

    [Fact]
    public async Task Download_EmptySnapshot_IsAResultWithoutRecords()
    {
        Provider.Snapshot = context => Results.Text("Snapshot is empty", statusCode: 400).ExecuteAsync(context);
        Crawl crawl = await Stories.DownloadingAsync(Pipeline, snapshotId);

        DownloadResult result = await DownloadAsync(crawl);

        Assert.Equal(DownloadStatus.Stored, result.Status);
        Assert.Equal(0, (await Pipeline.ReadAsync(crawl.CrawlId)).Payload!.Records);
    }

    [Fact]
    public async Task Download_StillBeingBuilt_ChangesNothing()
    {
        Provider.Snapshot = context => Results.Json(
            new { status = "building", message = "Dataset is not ready yet, try again in 30s" }, statusCode: 202).ExecuteAsync(context);
        Crawl crawl = await Stories.DownloadingAsync(Pipeline, snapshotId);

        DownloadResult result = await DownloadAsync(crawl);

        Assert.Equal(DownloadStatus.NotReady, result.Status);
        Assert.True(result.RetryAfter > TimeSpan.Zero);
        Assert.Equal(crawl, await Pipeline.ReadAsync(crawl.CrawlId));
    }

    [Theory]
    [InlineData(200, """[{"post_id":"1"},<html>sorry</html>""", ErrorCodes.SnapshotInvalid)]
    [InlineData(400, "Snapshot is expired", ErrorCodes.BrightDataSnapshotExpired)]
    [InlineData(404, "Snapshot does not exist", ErrorCodes.BrightDataSnapshotNotFound)]
    [InlineData(401, "Invalid credentials", ErrorCodes.BrightDataUnauthorized)]
    public async Task Download_NothingToBeHad_FailsWithOneEvent(int status, string body, string code)
    {
        Provider.Snapshot = context => Results.Text(body, statusCode: status).ExecuteAsync(context);
        Crawl crawl = await Stories.DownloadingAsync(Pipeline, snapshotId);

        DownloadResult[] results = [await DownloadAsync(crawl), await DownloadAsync(crawl)];

        Assert.All(results, result => Assert.Equal((DownloadStatus.Failed, code), (result.Status, result.Failure!.ErrorCode)));
        Assert.Equal(1, await Pipeline.CountAsync("outbox where envelope -> 'data' ->> 'stage' = 'download'"));
    }

    [Theory]
    [InlineData("""[{"post_id":"1"},{"post_""")]
    [InlineData("<html>sorry</html>")]
    public async Task Download_CutOffOrAPageEachTime_IsRetriedUntilTheLastAttemptThenInvalid(string body)
    {
        Settings["Crawl:MaxNumberOfAttempts"] = "3";
        Answer(body);
        Crawl crawl = await Stories.DownloadingAsync(Pipeline, snapshotId);
        await Assert.ThrowsAsync<DownloadInterruptedException>(() => DownloadAsync(crawl));
        await Assert.ThrowsAsync<DownloadInterruptedException>(() => DownloadAsync(crawl));

        DownloadResult last = await DownloadAsync(crawl);

        Assert.Equal(ErrorCodes.SnapshotInvalid, last.Failure!.ErrorCode);
        Assert.Equal(2, (await Pipeline.ReadAsync(crawl.CrawlId)).DownloadInterruptions);
    }

    [Fact]
    public async Task Download_CancelRequested_DoesNotStart()
    {
        Provider.Snapshot = _ => throw new InvalidOperationException("must not be called");
        Crawl crawl = await Stories.DownloadingAsync(Pipeline, snapshotId);
        await Restart().GetRequiredService<CrawlCancellation>().RequestAsync(crawl.CrawlId, Scope.All, CancellationToken.None);

        Assert.Equal(DownloadStatus.Cancelled, (await DownloadAsync(crawl)).Status);
    }

    private void Answer(string body) =>
        Provider.Snapshot = context => Results.Text(body, "application/json").ExecuteAsync(context);

    private async Task<DownloadResult> DownloadAsync(Crawl crawl)
    {
        Settings[RawZoneOptions.ConnectionStringKey] = await AzuriteServer.ConnectionStringAsync();
        return await Restart().GetRequiredService<DownloadService>().DownloadAsync(
            new DownloadInput(crawl.CrawlId, snapshotId, Records: null), CancellationToken.None);
    }
}
