using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Ingestion.Core.Poll;
using Ingestion.Core.Trigger;
using Ingestion.Tests.Trigger;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ingestion.Tests.Poll;

[Trait("Category", "Postgres")]
public sealed class PollServiceTests : PipelineHost
{
    [Fact]
    public async Task Poll_Running_StoresStatusCountAndNextPoll()
    {
        Crawl crawl = await TriggeredAsync();

        PollResult result = await PollAsync(crawl, poll: 3);

        Crawl stored = await Pipeline.ReadAsync(crawl.CrawlId);
        Assert.Equal(PollStatus.Pending, result.Status);
        Assert.Equal((3, "running", CrawlState.Polling), (stored.Polls, stored.ProviderStatus, stored.State));
        Assert.Equal(TimeSpan.FromSeconds(6.75), stored.NextPollAt!.Value - stored.UpdatedAt);
    }

    [Fact]
    public async Task Poll_Ready_GivesTheSlotBackWithTheAnswer()
    {
        Answer(new { status = "ready", records = 120, errors = 1 });
        Crawl crawl = await TriggeredAsync();

        PollResult result = await PollAsync(crawl);

        Crawl stored = await Pipeline.ReadAsync(crawl.CrawlId);
        Assert.Equal((PollStatus.Ready, 120L), (result.Status, result.Records!.Value));
        Assert.Equal((CrawlState.Downloading, 120L, "ready"), (stored.State, stored.ProviderRecords!.Value, stored.ProviderStatus));
        Assert.True(stored.IsReadyForDownload);
    }

    [Fact]
    public async Task Poll_RepeatedAfterReady_AnswersFromWhatIsStored()
    {
        Answer(new { status = "ready", records = 120 });
        Crawl crawl = await TriggeredAsync();
        await PollAsync(crawl);
        Answer(new { status = "running" });

        PollResult repeated = await PollAsync(crawl);

        Assert.Equal((PollStatus.Ready, 120L), (repeated.Status, repeated.Records!.Value));
        Assert.Equal(1, Provider.Calls["progress"]);
    }

    [Theory]
    [InlineData("failed", "Something went wrong\u0000\ud800", ErrorCodes.BrightDataSnapshotFailed)]
    [InlineData("canceled", null, ErrorCodes.BrightDataSnapshotCancelled)]
    public async Task Poll_EndedAtTheProvider_FailsWithOneEvent(string status, string? message, string code)
    {
        Answer(new { status, error_message = message });
        Crawl crawl = await TriggeredAsync();

        PollResult[] results = [await PollAsync(crawl), await PollAsync(crawl)];

        Assert.All(results, result => Assert.Equal((PollStatus.Failed, code), (result.Status, result.Failure!.ErrorCode)));
        Assert.Equal(1, await Pipeline.CountAsync("outbox where event_type = 'crawl-failed' and envelope -> 'data' ->> 'stage' = 'polling'"));
    }

    [Fact]
    public async Task Poll_UnknownSnapshot_IsWaitedForWhileItIsYoungAndFailsLater()
    {
        Provider.Progress = _ => Results.Text("Snapshot does not exist", statusCode: 404);
        Crawl crawl = await TriggeredAsync();
        PollResult young = await PollAsync(crawl);
        await Pipeline.ExecuteAsync("update ingestion.crawl_metadata set polling_at = polling_at - interval '1 min'");

        PollResult old = await PollAsync(crawl);

        Assert.Equal(PollStatus.Pending, young.Status);
        Assert.Equal(ErrorCodes.BrightDataSnapshotNotFound, old.Failure!.ErrorCode);
    }

    [Fact]
    public async Task Poll_UnknownStatus_IsWaitedFor()
    {
        Answer(new { status = "reticulating" });

        Assert.Equal(PollStatus.Pending, (await PollAsync(await TriggeredAsync())).Status);
    }

    [Fact]
    public async Task Poll_RateLimited_KeepsTheStatusAndNamesTheWait()
    {
        Crawl crawl = await TriggeredAsync();
        await PollAsync(crawl);
        Provider.Progress = _ => Results.Text("You have too many running jobs", statusCode: 429);

        PollResult result = await PollAsync(crawl, poll: 2);

        Assert.Equal(PollStatus.RateLimited, result.Status);
        Assert.True(result.RetryAfter > TimeSpan.Zero);
        Assert.Equal("running", (await Pipeline.ReadAsync(crawl.CrawlId)).ProviderStatus);
    }

    [Fact]
    public async Task Poll_ProviderIsAway_IsTransientAndChangesNothing()
    {
        Provider.Progress = _ => Results.Text("Internal server error", statusCode: 500);
        Crawl crawl = await TriggeredAsync();
        Crawl before = await Pipeline.ReadAsync(crawl.CrawlId);

        await Assert.ThrowsAsync<ProviderUnavailableException>(() => PollAsync(crawl));

        Assert.Equal(before, await Pipeline.ReadAsync(crawl.CrawlId));
    }

    [Fact]
    public async Task Poll_KeyIsRefused_FailsAtOnce()
    {
        Provider.Progress = _ => Results.Text("Invalid credentials", statusCode: 401);

        PollResult result = await PollAsync(await TriggeredAsync());

        Assert.Equal(ErrorCodes.BrightDataUnauthorized, result.Failure!.ErrorCode);
    }

    [Fact]
    public async Task Poll_CancelRequested_DoesNotAsk()
    {
        Crawl crawl = await TriggeredAsync();
        await Restart().GetRequiredService<CrawlCancellation>().RequestAsync(crawl.CrawlId, Scope.All, CancellationToken.None);

        Assert.Equal(PollStatus.Cancelled, (await PollAsync(crawl)).Status);
        Assert.Empty(Provider.Calls);
    }

    private void Answer(object progress) => Provider.Progress = _ => Results.Json(progress);

    private async Task<Crawl> TriggeredAsync()
    {
        Crawl crawl = await AdmittedAsync();
        await Restart().GetRequiredService<TriggerService>().TriggerAsync(new TriggerInput(crawl.CrawlId), CancellationToken.None);
        return await Pipeline.ReadAsync(crawl.CrawlId);
    }

    private Task<PollResult> PollAsync(Crawl crawl, int poll = 1) => Restart().GetRequiredService<PollService>()
        .PollAsync(new PollInput(crawl.CrawlId, crawl.SnapshotId!, poll), CancellationToken.None);
}
