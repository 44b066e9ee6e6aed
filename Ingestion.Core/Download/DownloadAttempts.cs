using Ingestion.Core.Blobs;
using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Download;

/// <summary>One attempt to bring a crawl's snapshot to the raw zone; counts the ones that were cut off.</summary>
/// <param name="downloader">Moves the bytes.</param>
/// <param name="database">Keeps the count.</param>
/// <param name="plan">How many attempts there are.</param>
/// <param name="rawZone">The container's name.</param>
public sealed class DownloadAttempts(
    SnapshotDownloader downloader, Database database, CrawlPlan plan, IOptions<RawZoneOptions> rawZone)
{
    private const string InterruptedSql = """
        update ingestion.crawl_metadata set download_interruptions = download_interruptions + 1
        where crawl_id = @crawlId and attempt = @attempt
        """;

    internal async Task<SnapshotDownloadResult> MakeAsync(
        Crawl crawl, DownloadInput input, CancellationToken cancellationToken)
    {
        SnapshotDownloadRequest request = new(
            crawl.CrawlId,
            input.SnapshotId,
            crawl.Request.DatasetId,
            input.Records ?? crawl.ProviderRecords,
            DateOnly.FromDateTime((crawl.DownloadingAt ?? crawl.CreatedAt).UtcDateTime),
            LastAttempt: crawl.DownloadInterruptions + 1 >= plan.MaxNumberOfAttempts);
        try
        {
            return await downloader.DownloadAsync(request, cancellationToken);
        }
        catch (DownloadInterruptedException)
        {
            await database.ExecuteAsync(InterruptedSql, new { crawl.CrawlId, crawl.Attempt }, cancellationToken);
            throw;
        }
    }

    /// <summary>Warning-only records count with the errors: neither holds a post, and the counts add up.</summary>
    internal StoredPayload PayloadOf(SnapshotDownloadResult stored) => new(
        $"{rawZone.Value.Container}/{stored.BlobPath}",
        stored.PayloadBytes,
        stored.Sha256,
        stored.Records,
        stored.Posts,
        stored.Media,
        stored.ErrorRecords + stored.WarningRecords,
        stored.SkippedRecords);
}
