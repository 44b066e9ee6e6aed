using Ingestion.Core.Errors;

namespace Ingestion.Core.Crawls;

/// <summary>Ends a crawl whose step gave up. Idempotent by crawl id: a crawl that has ended stays as it is.</summary>
/// <param name="crawls">Reads the crawl.</param>
/// <param name="lifecycle">Moves it.</param>
public sealed class CrawlFailureService(CrawlStore crawls, CrawlLifecycle lifecycle)
{
    /// <summary>
    /// Takes the crawl from any active state to <c>failed</c> or <c>timed_out</c>, with its event. A crawl whose cancellation
    /// was asked for ends <c>cancelled</c> instead: nobody waits for the reason.
    /// </summary>
    /// <param name="failure">The crawl and the reason.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public async Task FailAsync(CrawlFailure failure, CancellationToken cancellationToken)
    {
        Crawl? crawl = await crawls.FindAsync(failure.CrawlId, cancellationToken);
        while (crawl is { FinishedAt: null })
        {
            if (await lifecycle.EndAsync(crawl, EndOf(crawl, failure), cancellationToken))
            {
                return;
            }

            // It moved between the look and the move.
            crawl = await crawls.FindAsync(failure.CrawlId, cancellationToken);
        }
    }

    private CrawlEnd EndOf(Crawl crawl, CrawlFailure failure) => crawl.CancelRequestedAt is not null
        ? CrawlCancellation.EndOf(lifecycle.Now)
        : new CrawlEnd
        {
            State = StateOf(crawl, failure.ErrorCode),
            Stage = failure.Stage,
            Failure = new Failure(failure.ErrorCode, WithoutCode(failure)),
            At = lifecycle.Now,
            OnlyFrom = crawl.State,
        };

    private static CrawlState StateOf(Crawl crawl, string errorCode) =>
        errorCode is ErrorCodes.PollingTimeout or ErrorCodes.DownloadTimeout
        && CrawlTransitions.Allows(crawl.State, CrawlState.TimedOut)
            ? CrawlState.TimedOut
            : CrawlState.Failed;

    private static string WithoutCode(CrawlFailure failure) =>
        failure.Message.StartsWith($"{failure.ErrorCode}: ", StringComparison.Ordinal)
            ? failure.Message[(failure.ErrorCode.Length + 2)..]
            : failure.Message;
}
