using Ingestion.Core.Crawls;
using Ingestion.Functions.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Ingestion.Functions.Crawl;

/// <summary>Starts a crawl that was just stored, and waits for the provider's answer as long as a request may.</summary>
public sealed class CrawlLaunch(CrawlStarter starter, CrawlWaiter waiter, ILogger<CrawlLaunch> logger)
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2.5);

    /// <returns>The crawl with its snapshot id, or as it stands when the time is up or when it waits for a slot.</returns>
    public async Task<Core.Crawls.Crawl> LaunchAsync(
        Core.Crawls.Crawl crawl, DurableTaskClient client, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlySet<Guid> admitted = await starter.StartAdmittedAsync(client, cancellationToken);
            return admitted.Contains(crawl.CrawlId) || crawl.AdmittedAt is not null
                ? await waiter.WaitAsync(crawl, AnswerWithin, IsAnswered, cancellationToken)
                : crawl;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The crawl is stored and will be started: to answer with an error would make the caller send it again.
            Log.SignalDeferred(logger, failure, crawl.CrawlId);
            return crawl;
        }
    }

    private static bool IsAnswered(Core.Crawls.Crawl crawl) => crawl.SnapshotId is not null || crawl.State.IsTerminal();
}
