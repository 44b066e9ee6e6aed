using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Trigger;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ingestion.Tests.Trigger;

/// <summary>A process that ends at each point of the protocol; a new one goes on. There is one order, whatever happens.</summary>
[Trait("Category", "Postgres")]
public sealed class TriggerCrashTests : PipelineHost
{
    private const string FailOnPolling = """
        create function ingestion.fail() returns trigger language plpgsql as
            $$ begin raise exception 'gone' using errcode = 'admin_shutdown'; end $$;
        create trigger fail before update on ingestion.crawl_metadata
            for each row when (new.status = 'polling') execute function ingestion.fail()
        """;

    [Fact]
    public async Task Crash_AfterTheIntent_OrdersOnce()
    {
        Crawl crawl = await AdmittedAsync();
        await Pipeline.Moves.ToTriggeringAsync(crawl, Guid.NewGuid(), Pipeline.Clock.GetUtcNow(), CancellationToken.None);

        await AssertOneOrderAsync(crawl);
    }

    [Fact]
    public async Task Crash_AfterTheCallWasMarkedButNotSent_OrdersOnce()
    {
        Crawl crawl = await AdmittedAsync();
        await Pipeline.Moves.ToTriggeringAsync(crawl, Guid.NewGuid(), Pipeline.Clock.GetUtcNow(), CancellationToken.None);
        Assert.True(await new IntentStore(Pipeline.Database).StartCallAsync(crawl.CrawlId, 0, CancellationToken.None));

        await AssertOneOrderAsync(crawl);
    }

    [Fact]
    public async Task Crash_AnswerIsLost_AdoptsTheOrder()
    {
        Provider.AfterAccept = _ => Task.FromResult(true);
        Crawl crawl = await AdmittedAsync();
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => TriggerAsync(crawl));

        await AssertOneOrderAsync(crawl);
    }

    [Fact]
    public async Task Crash_AnswerArrivesButCannotBeStored_AdoptsTheOrder()
    {
        Crawl crawl = await AdmittedAsync();
        await Pipeline.ExecuteAsync(FailOnPolling);
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => TriggerAsync(crawl));
        await Pipeline.ExecuteAsync("drop trigger fail on ingestion.crawl_metadata");

        await AssertOneOrderAsync(crawl);
    }

    [Fact]
    public async Task Crash_CallerIsStoppedDuringTheCall_AdoptsTheOrder()
    {
        using CancellationTokenSource process = new();
        Provider.AfterAccept = async _ =>
        {
            await process.CancelAsync();
            return true;
        };
        Crawl crawl = await AdmittedAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => TriggerAsync(crawl, process.Token));

        await AssertOneOrderAsync(crawl);
    }

    [Fact]
    public async Task Crash_AfterTheCommit_AnswersFromWhatIsStored()
    {
        Settings["EVENT_PUBLISHING_ENABLED"] = "false";
        Crawl crawl = await AdmittedAsync();
        await TriggerAsync(crawl);

        await AssertOneOrderAsync(crawl);
    }

    [Fact]
    public async Task Call_ServerErrors_AreReconciledAndTheNextCallIsTheOnlyOrder()
    {
        int failures = 2;
        Provider.BeforeAccept = () => Task.FromResult(
            failures-- > 0 ? Results.Text("Internal server error", statusCode: 500) : null);
        Crawl crawl = await AdmittedAsync();
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => TriggerAsync(crawl));
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => TriggerAsync(crawl));

        await AssertOneOrderAsync(crawl);
    }

    [Fact]
    public async Task Call_EveryOneUnanswered_FailsAfterTheLimit()
    {
        Settings["Trigger:MaxUnansweredCalls"] = "3";
        Provider.BeforeAccept = () => Task.FromResult<IResult?>(Results.Text("Internal server error", statusCode: 500));
        Crawl crawl = await AdmittedAsync();
        for (int call = 0; call < 3; call++)
        {
            await Assert.ThrowsAsync<ProviderUnavailableException>(() => TriggerAsync(crawl));
        }

        TriggerResult result = await TriggerAsync(crawl);

        Assert.Equal(ErrorCodes.BrightDataUnavailable, result.Failure!.ErrorCode);
        Assert.Equal(1, await Pipeline.CountAsync("crawl_intents where calls = 3"));
    }

    [Fact]
    public async Task Reconcile_SnapshotIsListedLate_WaitsAndAdoptsItWithoutASecondOrder()
    {
        Settings["Trigger:ReconcileDelay"] = "01:00:00";
        Provider.AfterAccept = order =>
        {
            Provider.Accepted[order.SnapshotId] = order with { IsHidden = true };
            return Task.FromResult(true);
        };
        Crawl crawl = await AdmittedAsync();
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => TriggerAsync(crawl));
        TriggerResult early = await TriggerAsync(crawl);
        FakeOrder order = Assert.Single(Provider.Accepted).Value;
        Provider.Accepted[order.SnapshotId] = order with { IsHidden = false };

        Assert.Equal(TriggerStatus.RateLimited, early.Status);
        Assert.InRange(early.RetryAfter!.Value, TimeSpan.FromMinutes(30), TimeSpan.FromHours(1));
        await AssertOneOrderAsync(crawl);
    }

    [Fact]
    public async Task Reconcile_OtherSnapshotsOfTheDataset_AreLeftAlone()
    {
        Provider.Add(Persistence.PipelineDatabase.DatasetId, """[{"url":"https://www.facebook.com/someone"}]""");
        Provider.AfterAccept = _ => Task.FromResult(true);
        Crawl crawl = await AdmittedAsync();
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => TriggerAsync(crawl));

        TriggerResult result = await TriggerAsync(crawl);

        Assert.Contains("ingestion_ref", Provider.Accepted[result.SnapshotId!].Body, StringComparison.Ordinal);
        Assert.Equal(2, Provider.Accepted.Count);
    }

    [Fact]
    public async Task Reconcile_InputOfACandidateCannotBeRead_DoesNotOrderAgain()
    {
        Provider.AfterAccept = order =>
        {
            Provider.Accepted[order.SnapshotId] = order with { IsInputLost = true };
            return Task.FromResult(true);
        };
        Crawl crawl = await AdmittedAsync();

        await Assert.ThrowsAsync<ProviderUnavailableException>(() => TriggerAsync(crawl));
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => TriggerAsync(crawl));

        Assert.Single(Provider.Accepted);
    }

    [Fact]
    public async Task Trigger_EightWorkersAtOnce_OrderOnce()
    {
        Settings["Trigger:ReconcileDelay"] = "01:00:00";
        Crawl crawl = await AdmittedAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => TriggerAsync(crawl))));

        await AssertOneOrderAsync(crawl);
    }

    [Fact]
    public async Task Trigger_CrawlIsCancelledWhileTheCallIsUnderWay_StopsTheCollection()
    {
        Crawl crawl = await AdmittedAsync();
        Provider.AfterAccept = async _ =>
        {
            await Pipeline.ExecuteAsync("update ingestion.crawl_metadata set status = 'cancelled', finished_at = now()");
            return false;
        };

        TriggerResult result = await TriggerAsync(crawl);

        Assert.Equal(TriggerStatus.Cancelled, result.Status);
        Assert.Equal(Assert.Single(Provider.Accepted).Key, Assert.Single(Provider.Cancelled));
    }

    [Fact]
    public async Task Trigger_ProcessSleptBetweenMarkAndCall_DoesNotCall()
    {
        Settings["Trigger:CallStartLimit"] = "00:00:00.100";
        Crawl crawl = await AdmittedAsync();
        await Pipeline.ExecuteAsync("""
            create function ingestion.nap() returns trigger language plpgsql as $$ begin perform pg_sleep(0.3); return new; end $$;
            create trigger nap before update on ingestion.crawl_intents
                for each row when (new.calls > old.calls) execute function ingestion.nap()
            """);

        TriggerResult result = await TriggerAsync(crawl);

        Assert.Equal(TriggerStatus.RateLimited, result.Status);
        Assert.Empty(Provider.Accepted);
        Assert.Equal(1, await Pipeline.CountAsync("crawl_intents where outcome = 'not_called'"));
    }

    private async Task AssertOneOrderAsync(Crawl crawl)
    {
        TriggerResult result = await TriggerAsync(crawl);

        Assert.Equal(TriggerStatus.Triggered, result.Status);
        Assert.Equal(Assert.Single(Provider.Accepted).Key, result.SnapshotId);
        Assert.Equal(CrawlState.Polling, (await Pipeline.ReadAsync(crawl.CrawlId)).State);
        Assert.Equal(1, await Pipeline.CountAsync("outbox where event_type = 'crawl-triggered'"));
    }

    private Task<TriggerResult> TriggerAsync(Crawl crawl, CancellationToken cancellationToken = default) =>
        Restart().GetRequiredService<TriggerService>().TriggerAsync(new TriggerInput(crawl.CrawlId), cancellationToken);
}
