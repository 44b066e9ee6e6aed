using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Ingestion.Core.Trigger;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ingestion.Tests.Trigger;

[Trait("Category", "Postgres")]
public sealed class TriggerServiceTests : PipelineHost
{
    [Fact]
    public async Task Trigger_AdmittedCrawl_StoresTheSnapshotWithItsEvent()
    {
        Crawl crawl = await AdmittedAsync();

        TriggerResult result = await TriggerAsync(crawl);

        Crawl stored = await Pipeline.ReadAsync(crawl.CrawlId);
        Assert.Equal(TriggerStatus.Triggered, result.Status);
        Assert.Equal(CrawlState.Polling, stored.State);
        Assert.Equal(Assert.Single(Provider.Accepted).Key, stored.SnapshotId);
        Assert.Equal(1, await Pipeline.CountAsync("outbox where event_type = 'crawl-triggered' and published_at is not null"));
    }

    [Fact]
    public async Task Trigger_Twice_GivesTheSameSnapshotWithoutACall()
    {
        Crawl crawl = await AdmittedAsync();

        TriggerResult[] results = [await TriggerAsync(crawl), await TriggerAsync(crawl)];

        Assert.Single(Provider.Accepted);
        Assert.Equal(results[0], results[1]);
        Assert.Equal(1, await Pipeline.CountAsync("outbox"));
    }

    [Fact]
    public async Task Trigger_ProviderRefuses_FailsWithItsCodeAndEventAndIsNotRepeated()
    {
        Provider.BeforeAccept = () => Answer(Results.Text("Invalid credentials", statusCode: 401));
        Crawl crawl = await AdmittedAsync();

        TriggerResult result = await TriggerAsync(crawl);

        Assert.Equal(ErrorCodes.BrightDataUnauthorized, result.Failure!.ErrorCode);
        Assert.Equal(CrawlState.Failed, (await Pipeline.ReadAsync(crawl.CrawlId)).State);
        Assert.Equal(1, await Pipeline.CountAsync("outbox where event_type = 'crawl-failed'"));
        Assert.Equal(1, await Pipeline.CountAsync("crawl_intents where outcome = 'rejected'"));
        Assert.Equal(TriggerStatus.Failed, (await TriggerAsync(crawl)).Status);
    }

    [Fact]
    public async Task Trigger_RateLimited_WaitsAndThenCallsWithoutLooking()
    {
        Provider.BeforeAccept = () => Answer(Results.Text("You have too many running jobs", statusCode: 429));
        Crawl crawl = await AdmittedAsync();

        TriggerResult result = await TriggerAsync(crawl);

        Assert.Equal(TriggerStatus.RateLimited, result.Status);
        Assert.True(result.RetryAfter > TimeSpan.Zero);
        Assert.Equal(1, await Pipeline.CountAsync("crawl_intents where outcome = 'not_called'"));
        Assert.Equal(CrawlState.Triggering, (await Pipeline.ReadAsync(crawl.CrawlId)).State);
    }

    [Fact]
    public async Task Trigger_CancelledWhileQueued_NeverCalls()
    {
        Crawl crawl = await AdmittedAsync();
        await Restart().GetRequiredService<CrawlCancellation>().RequestAsync(crawl.CrawlId, Scope.All, CancellationToken.None);

        Assert.Equal(TriggerStatus.Cancelled, (await TriggerAsync(crawl)).Status);
        Assert.Empty(Provider.Accepted);
    }

    [Fact]
    public async Task Trigger_CancelRequestedWhileTriggering_NeverCalls()
    {
        Crawl crawl = await AdmittedAsync();
        await Pipeline.Moves.ToTriggeringAsync(crawl, Guid.NewGuid(), crawl.CreatedAt, CancellationToken.None);
        await Restart().GetRequiredService<CrawlCancellation>().RequestAsync(crawl.CrawlId, Scope.All, CancellationToken.None);

        Assert.Equal(TriggerStatus.Cancelled, (await TriggerAsync(crawl)).Status);
        Assert.Empty(Provider.Accepted);
    }

    [Fact]
    public async Task Trigger_OverTheBudgetByNow_FailsBeforeThePaidCall()
    {
        Settings["Budget:MonthlyRecordsPerBrand"] = "100";
        Crawl first = await AdmittedAsync();
        await TriggerAsync(first);
        await Pipeline.ExecuteAsync("update ingestion.crawl_metadata set record_count = 95");
        Crawl second = await AdmittedAsync();

        TriggerResult result = await TriggerAsync(second);

        Assert.Equal(ErrorCodes.BudgetExceeded, result.Failure!.ErrorCode);
        Assert.Single(Provider.Accepted);
    }

    [Fact]
    public async Task Trigger_WithPublicAddress_NamesTheWebhookAndItsToken()
    {
        Settings["PUBLIC_BASE_URL"] = "https://ingest.example.com/base/";
        Settings["WEBHOOK_SECRET"] = "0123456789abcdef0123";
        Crawl crawl = await AdmittedAsync();

        await TriggerAsync(crawl);

        string query = Assert.Single(Provider.Accepted).Value.Query;
        Assert.Contains(
            Uri.EscapeDataString($"https://ingest.example.com/base/api/v1/crawl/{crawl.CrawlId}/notify"), query, StringComparison.Ordinal);
        Assert.Contains("auth_header=Bearer%20", query, StringComparison.Ordinal);
    }

    private Task<TriggerResult> TriggerAsync(Crawl crawl) =>
        Restart().GetRequiredService<TriggerService>().TriggerAsync(new TriggerInput(crawl.CrawlId), CancellationToken.None);

    private static Task<IResult?> Answer(IResult answer) => Task.FromResult<IResult?>(answer);
}
