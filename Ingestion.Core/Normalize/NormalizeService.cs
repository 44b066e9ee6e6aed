using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Normalize.Mapping;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Normalize;

/// <summary>
/// Turns a crawl's raw snapshot into rows. The rows, the counts, the state and the event are one transaction. Idempotent by crawl
/// id, attempt and the records' own keys; a crawl that has moved on is answered from what is stored.
/// </summary>
/// <param name="crawls">Reads the crawl.</param>
/// <param name="lifecycle">Moves it.</param>
/// <param name="database">The transaction of a crawl without rows.</param>
/// <param name="normalizer">The transaction of one with rows.</param>
public sealed class NormalizeService(
    CrawlStore crawls, CrawlLifecycle lifecycle, Database database, SnapshotNormalizer normalizer)
{
    /// <summary>Normalises.</summary>
    /// <param name="input">The crawl.</param>
    /// <param name="cancellationToken">Gives up; nothing is visible then.</param>
    /// <exception cref="StorageUnavailableException">The raw snapshot cannot be read now: transient.</exception>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public async Task<NormalizeResult> NormalizeAsync(NormalizeInput input, CancellationToken cancellationToken)
    {
        Crawl crawl = await crawls.GetAsync(input.CrawlId, cancellationToken);
        if (Settled(crawl) is { } settled)
        {
            return settled;
        }

        try
        {
            if (DatasetMappers.Find(crawl.Request.DatasetId) is { } mapper)
            {
                await normalizer.RunAsync(crawl, mapper, cancellationToken);
            }
            else
            {
                NormalizedResult unsupported = new() { Normalization = NormalizedResult.Unsupported };
                await database.RunAsync(
                    connection => lifecycle.StartPublishingAsync(connection, crawl, unsupported, cancellationToken),
                    cancellationToken);
            }
        }
        catch (TerminalIngestionException exception)
        {
            await FailAsync(crawl, CrawlLifecycle.FailureOf(exception), cancellationToken);
        }

        return Settled(await crawls.GetAsync(crawl.CrawlId, cancellationToken))
            ?? throw new DatabaseUnavailableException($"crawl {crawl.CrawlId} was moved by another worker and is normalizing again");
    }

    private Task<bool> FailAsync(Crawl crawl, Failure failure, CancellationToken cancellationToken)
    {
        CrawlEnd end = new()
        {
            State = CrawlState.Failed,
            Stage = Stages.Normalize,
            Failure = failure,
            At = lifecycle.Now,
            OnlyFrom = CrawlState.Normalizing,
        };
        return lifecycle.EndAsync(crawl, end, cancellationToken);
    }

    private static NormalizeResult? Settled(Crawl crawl) => crawl switch
    {
        { State: CrawlState.Cancelled } => new NormalizeResult(NormalizeStatus.Cancelled),
        { State: CrawlState.Failed or CrawlState.TimedOut } => new NormalizeResult(NormalizeStatus.Failed, crawl.Failure),
        { State: CrawlState.Publishing or CrawlState.Completed } => new NormalizeResult(NormalizeStatus.Normalized),
        { CancelRequestedAt: not null } => new NormalizeResult(NormalizeStatus.Cancelled),
        { State: CrawlState.Normalizing } => null,
        _ => throw new InvalidCrawlTransitionException(crawl.State, CrawlState.Publishing, "normalize"),
    };
}
