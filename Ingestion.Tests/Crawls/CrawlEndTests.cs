using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Ingestion.Core.Trigger;
using Ingestion.Tests.Persistence;
using Ingestion.Tests.Trigger;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ingestion.Tests.Crawls;

/// <summary>Failing, cancelling and taking up again.</summary>
[Trait("Category", "Postgres")]
public sealed class CrawlEndTests : PipelineHost
{
    private CrawlCancellation Cancellation => Restart().GetRequiredService<CrawlCancellation>();

    [Fact]
    public async Task Fail_PollingTimeout_EndsTimedOutWithTheSeedsStage()
    {
        Crawl crawl = await Stories.PollingAsync(Pipeline);

        await FailAsync(crawl, Stages.PollingTimeout, ErrorCodes.PollingTimeout, "POLLING_TIMEOUT: Polling timeout after 60 minutes");

        Crawl ended = await Pipeline.ReadAsync(crawl.CrawlId);
        Assert.Equal(CrawlState.TimedOut, ended.State);
        Assert.Equal(new Failure(ErrorCodes.PollingTimeout, "Polling timeout after 60 minutes"), ended.Failure);
        Assert.Equal("polling_timeout", ended.FailedStage);
        Assert.Equal(1, await Pipeline.CountAsync("outbox where envelope -> 'data' ->> 'status' = 'failed' and event_type = 'crawl-failed'"));
    }

    [Theory]
    [InlineData("queued")]
    [InlineData("triggering")]
    [InlineData("publishing")]
    public async Task Fail_AnyActiveState_EndsFailed(string state)
    {
        Crawl crawl = await Stories.StoredAsync(Pipeline);
        await Pipeline.ExecuteAsync("update ingestion.crawl_metadata set status = @state", new { state });

        await FailAsync(crawl, Stages.Publish, ErrorCodes.InternalError, "odd\u0000text");

        Assert.Equal(CrawlState.Failed, (await Pipeline.ReadAsync(crawl.CrawlId)).State);
    }

    [Fact]
    public async Task Fail_EndedCrawl_StaysAsItIs()
    {
        Crawl crawl = await Stories.CompletedAsync(Pipeline, "sd_done", TimeSpan.FromSeconds(1));

        await FailAsync(crawl, Stages.Publish, ErrorCodes.InternalError, "late");

        Assert.Equal(crawl, await Pipeline.ReadAsync(crawl.CrawlId));
    }

    [Fact]
    public async Task Cancel_Queued_EndsAtOnce()
    {
        Crawl crawl = await Pipeline.SubmitAsync();

        CrawlCancelResult[] results = [await CancelAsync(crawl), await CancelAsync(crawl)];

        Assert.Equal([CrawlCancelStatus.Cancelled, CrawlCancelStatus.AlreadyFinished], results.Select(result => result.Status));
        Assert.Equal(1, await Pipeline.CountAsync("outbox where envelope -> 'data' ->> 'status' = 'cancelled'"));
    }

    [Fact]
    public async Task Cancel_UnknownCrawl_IsNotFound() => Assert.Equal(
        CrawlCancelStatus.NotFound, (await Cancellation.RequestAsync(Guid.NewGuid(), Scope.All, default)).Status);

    [Fact]
    public async Task Cancel_Polling_IsNotedThenStoppedAtTheProvider()
    {
        Crawl crawl = await Stories.PollingAsync(Pipeline);

        CrawlCancelResult noted = await CancelAsync(crawl);
        await Cancellation.FinishAsync(crawl.CrawlId, CancellationToken.None);
        await Cancellation.FinishAsync(crawl.CrawlId, CancellationToken.None);

        Assert.Equal(CrawlCancelStatus.Requested, noted.Status);
        Assert.Equal("sd_story", Assert.Single(Provider.Cancelled));
        Assert.Equal(CrawlState.Cancelled, (await Pipeline.ReadAsync(crawl.CrawlId)).State);
        Assert.Equal(1, await Pipeline.CountAsync("outbox where envelope -> 'data' ->> 'error_code' = 'CRAWL_CANCELLED'"));
    }

    [Fact]
    public async Task Cancel_ProviderSaysItIsNotRunning_StillEnds()
    {
        Provider.CancelAnswer = () => Results.Text("Snapshot is not running", statusCode: 400);
        Crawl crawl = await Stories.PollingAsync(Pipeline);

        await Cancellation.FinishAsync(crawl.CrawlId, CancellationToken.None);

        Assert.Equal(CrawlState.Cancelled, (await Pipeline.ReadAsync(crawl.CrawlId)).State);
    }

    [Fact]
    public async Task Cancel_OrderWasNeverAnswered_FindsAndStopsIt()
    {
        Crawl crawl = await LostOrderAsync();

        await Cancellation.FinishAsync(crawl.CrawlId, CancellationToken.None);

        Assert.Equal(Assert.Single(Provider.Accepted).Key, Assert.Single(Provider.Cancelled));
    }

    [Fact]
    public async Task Fail_CancelWasRequested_EndsCancelled()
    {
        Crawl crawl = await Stories.PollingAsync(Pipeline);
        await CancelAsync(crawl);

        await FailAsync(crawl, Stages.Polling, ErrorCodes.BrightDataUnavailable, "away");

        Assert.Equal(CrawlState.Cancelled, (await Pipeline.ReadAsync(crawl.CrawlId)).State);
    }

    [Fact]
    public async Task Reopen_TimedOut_PollsAgain()
    {
        Crawl crawl = await Stories.PollingAsync(Pipeline);
        await FailAsync(crawl, Stages.PollingTimeout, ErrorCodes.PollingTimeout, "slow");

        ReopenResult[] results = [await ReopenAsync(crawl), await ReopenAsync(crawl)];

        Assert.Equal([ReopenStatus.Reopened, ReopenStatus.Active], results.Select(result => result.Status));
        Assert.Equal((CrawlState.Polling, 2), (results[0].Crawl!.State, results[0].Crawl!.Attempt));
    }

    [Fact]
    public async Task Reopen_FailedBeforeItsOrderWasAnswered_TakesUpWhatWasPaid()
    {
        Crawl crawl = await LostOrderAsync();
        await FailAsync(crawl, Stages.Trigger, ErrorCodes.BrightDataUnavailable, "away");

        ReopenResult result = await ReopenAsync(crawl);

        Assert.Equal(ReopenStatus.Reopened, result.Status);
        Assert.Equal(Assert.Single(Provider.Accepted).Key, result.Crawl!.SnapshotId);
    }

    [Fact]
    public async Task Reopen_NothingToTakeUp_IsRefused()
    {
        Crawl completed = await Stories.CompletedAsync(Pipeline, "sd_done", TimeSpan.FromSeconds(1));
        Crawl refused = await Pipeline.SubmitAsync();
        await FailAsync(refused, Stages.Trigger, ErrorCodes.BrightDataRejected, "no");

        Assert.Equal(ReopenStatus.NotReopenable, (await ReopenAsync(completed)).Status);
        Assert.Equal(ReopenStatus.NotReopenable, (await ReopenAsync(refused)).Status);
    }

    private async Task<Crawl> LostOrderAsync()
    {
        Provider.AfterAccept = _ => Task.FromResult(true);
        Crawl crawl = await AdmittedAsync();
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => Restart().GetRequiredService<TriggerService>()
            .TriggerAsync(new TriggerInput(crawl.CrawlId), CancellationToken.None));
        return await Pipeline.ReadAsync(crawl.CrawlId);
    }

    private Task FailAsync(Crawl crawl, string stage, string code, string message) => Restart()
        .GetRequiredService<CrawlFailureService>()
        .FailAsync(new CrawlFailure(crawl.CrawlId, stage, code, message), CancellationToken.None);

    private Task<CrawlCancelResult> CancelAsync(Crawl crawl) =>
        Cancellation.RequestAsync(crawl.CrawlId, Scope.All, CancellationToken.None);

    private Task<ReopenResult> ReopenAsync(Crawl crawl) =>
        Restart().GetRequiredService<CrawlRecovery>().ReopenAsync(crawl.CrawlId, Scope.All, CancellationToken.None);
}
