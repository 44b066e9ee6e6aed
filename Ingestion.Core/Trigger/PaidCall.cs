using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Providers.BrightData;
using Ingestion.Core.Webhooks;
using Microsoft.Extensions.Options;
using ProviderAnswer = Ingestion.Core.Providers.BrightData.TriggerStatus;

namespace Ingestion.Core.Trigger;

/// <summary>Makes one paid call. That it starts is committed after its turn in the rate budget and before its first byte.</summary>
/// <param name="provider">Sends it.</param>
/// <param name="intents">Remembers it.</param>
/// <param name="webhooks">The callback that goes with it.</param>
/// <param name="options">How late it may start.</param>
/// <param name="clock">Measures how late it starts.</param>
public sealed class PaidCall(
    BrightDataClient provider, IntentStore intents, WebhookTokens webhooks, IOptions<TriggerOptions> options, TimeProvider clock)
{
    /// <exception cref="ProviderUnavailableException">The outcome is unknown: transient.</exception>
    internal async Task<PaidCallResult> MakeAsync(Crawl crawl, CrawlIntent intent, CancellationToken cancellationToken)
    {
        int calls = intent.Calls;
        try
        {
            TriggerResponse response = await provider.TriggerAsync(
                Build(crawl, intent),
                async token => calls = await StartAsync(crawl.CrawlId, calls, token),
                cancellationToken);
            if (response.Status == ProviderAnswer.Accepted)
            {
                return new PaidCallResult(PaidCallStatus.Accepted, response.SnapshotId);
            }

            await NotCalledAsync(crawl.CrawlId, intent.Calls, calls, cancellationToken);
            return new PaidCallResult(PaidCallStatus.RateLimited, RetryAfter: response.RetryAfter);
        }
        catch (ProviderRejectedException exception)
        {
            return new PaidCallResult(PaidCallStatus.Refused, Failure: CrawlLifecycle.FailureOf(exception));
        }
        catch (CallNotSentException)
        {
            return new PaidCallResult(PaidCallStatus.NotSent);
        }
    }

    private TriggerCall Build(Crawl crawl, CrawlIntent intent)
    {
        CrawlRequest request = crawl.Request;
        CrawlInput input = new(
            request.DatasetId, request.Platform, request.Url, request.NumOfPosts, request.StartDate, request.EndDate);
        return DatasetCatalog.BuildTrigger(
            input, intent.Reference.ToString("D"), webhooks.NotifyUrlFor(crawl.CrawlId), webhooks.For(crawl.CrawlId));
    }

    private async Task<int> StartAsync(Guid crawlId, int calls, CancellationToken cancellationToken)
    {
        long started = clock.GetTimestamp();
        if (!await intents.StartCallAsync(crawlId, calls, cancellationToken))
        {
            throw new CallNotSentException();
        }

        if (clock.GetElapsedTime(started) > options.Value.CallStartLimit)
        {
            await intents.NotCalledAsync(crawlId, calls + 1, cancellationToken);
            throw new CallNotSentException();
        }

        return calls + 1;
    }

    /// <summary>Nothing to note when the rate budget alone said no: then the call was never started.</summary>
    private Task NotCalledAsync(Guid crawlId, int callsBefore, int calls, CancellationToken cancellationToken) =>
        calls == callsBefore
            ? Task.CompletedTask
            : intents.NotCalledAsync(crawlId, calls, cancellationToken);
}
