using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Ingestion.Functions.Crawl;

/// <summary>Status code and body of a crawl route, by where the crawl stands.</summary>
public sealed class CrawlAnswers(CrawlPlan plan, TimeProvider time)
{
    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>200 with a snapshot, 202 before there is one, an error when the crawl failed before it got one.</summary>
    internal IActionResult Triggered(StatusLink link, Core.Crawls.Crawl crawl)
    {
        if (crawl.SnapshotId is null && crawl.State.IsTerminal())
        {
            return Ended(crawl);
        }

        int statusCode = crawl.SnapshotId is null ? StatusCodes.Status202Accepted : StatusCodes.Status200OK;
        return new WireResult(statusCode, new TriggerCrawlBody(link, crawl, plan, time.GetUtcNow()));
    }

    /// <summary>200 with the stored result, 202 while it is being stored, 409 before there is anything to store.</summary>
    internal IActionResult Downloaded(StatusLink link, Core.Crawls.Crawl crawl) => crawl.State switch
    {
        CrawlState.Completed => new WireResult(StatusCodes.Status200OK, new DownloadCrawlBody(crawl, time.GetUtcNow())),
        CrawlState.Downloading or CrawlState.Normalizing or CrawlState.Publishing => UnderWay(link, crawl),
        CrawlState.Failed or CrawlState.TimedOut or CrawlState.Cancelled => Ended(crawl),
        _ => ApiError.Of(
            StatusCodes.Status409Conflict,
            ErrorCodes.CrawlNotReady,
            $"Crawl {crawl.CrawlId} is {crawl.State.ToWire()}; its snapshot is not ready.",
            crawl.CrawlId,
            UntilNextPoll(crawl)),
    };

    /// <summary>202 with the status URL.</summary>
    internal IActionResult UnderWay(StatusLink link, Core.Crawls.Crawl crawl) => new WireResult(
        StatusCodes.Status202Accepted, new UnderWayBody(link, crawl, time.GetUtcNow()), DefaultRetryAfter);

    /// <summary>200 when the crawl is cancelled, 202 while its current step still has to end.</summary>
    internal IActionResult Cancelled(Core.Crawls.Crawl crawl) => crawl.State.IsTerminal() && crawl.State is not CrawlState.Cancelled
        ? ApiError.Of(
            StatusCodes.Status409Conflict,
            ErrorCodes.CrawlAlreadyFinished,
            $"Crawl {crawl.CrawlId} has already ended: {crawl.State.ToWire()}.",
            crawl.CrawlId)
        : new WireResult(
            crawl.State is CrawlState.Cancelled ? StatusCodes.Status200OK : StatusCodes.Status202Accepted,
            new CancelCrawlBody(crawl, time.GetUtcNow()));

    private static IActionResult Ended(Core.Crawls.Crawl crawl)
    {
        string errorCode = crawl.Failure?.ErrorCode ?? ErrorCodes.CrawlAlreadyFinished;
        int statusCode = errorCode switch
        {
            ErrorCodes.BudgetExceeded => StatusCodes.Status402PaymentRequired,
            ErrorCodes.BrightDataValidationFailed or ErrorCodes.BrightDataDatasetNotFound => StatusCodes.Status422UnprocessableEntity,
            ErrorCodes.CrawlCancelled or ErrorCodes.CrawlAlreadyFinished => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status502BadGateway,
        };
        return ApiError.Of(
            statusCode, errorCode, crawl.Failure?.Message ?? $"Crawl {crawl.CrawlId} has ended: {crawl.State.ToWire()}.", crawl.CrawlId);
    }

    private TimeSpan UntilNextPoll(Core.Crawls.Crawl crawl)
    {
        TimeSpan wait = (crawl.NextPollAt - time.GetUtcNow()) ?? DefaultRetryAfter;
        return wait > TimeSpan.Zero ? wait : DefaultRetryAfter;
    }
}
