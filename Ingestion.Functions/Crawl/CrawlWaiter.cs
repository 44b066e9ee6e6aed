using Ingestion.Core.Crawls;

namespace Ingestion.Functions.Crawl;

/// <summary>
/// Waits inside a request until a crawl's row says what the caller needs. The row is the only thing that all hosts share, so it is
/// read at growing intervals, 20 ms to 250 ms.
/// </summary>
public sealed class CrawlWaiter(CrawlStore store, TimeProvider time)
{
    private static readonly TimeSpan FirstInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan MaxInterval = TimeSpan.FromMilliseconds(250);

    /// <returns>The crawl as last read: what was waited for, or how things stand when the time is up.</returns>
    public async Task<Core.Crawls.Crawl> WaitAsync(
        Core.Crawls.Crawl crawl, TimeSpan longest, Func<Core.Crawls.Crawl, bool> isDone, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        for (TimeSpan interval = FirstInterval; !isDone(crawl) && time.GetElapsedTime(start) < longest; interval = Longer(interval))
        {
            await Task.Delay(interval, time, cancellationToken);
            crawl = await store.FindAsync(crawl.CrawlId, cancellationToken) ?? crawl;
        }

        return crawl;
    }

    private static TimeSpan Longer(TimeSpan interval) => interval * 1.5 < MaxInterval ? interval * 1.5 : MaxInterval;
}
