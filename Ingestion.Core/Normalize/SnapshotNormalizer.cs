using Ingestion.Core.Blobs;
using Ingestion.Core.Bronze;
using Ingestion.Core.Crawls;
using Ingestion.Core.Download;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;
using Ingestion.Core.Normalize.Reading;
using Ingestion.Core.Quality;
using Ingestion.Core.Store;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Normalize;

/// <summary>
/// One raw snapshot on its way to rows: read as a stream, mapped, loaded, checked, committed. Memory does not grow with the
/// snapshot: one batch of 1,000 records and one block of the bronze file.
/// </summary>
public sealed class SnapshotNormalizer : IDisposable
{
    private readonly RawZone zone;
    private readonly SnapshotLoader loader;
    private readonly BronzeFiles bronzeFiles;
    private readonly NormalizeChecks checks;
    private readonly CrawlLifecycle lifecycle;
    private readonly RecordLimits limits;
    private readonly SizeLanes lanes;

    internal SnapshotNormalizer(
        RawZone zone,
        SnapshotLoader loader,
        BronzeFiles bronzeFiles,
        NormalizeChecks checks,
        CrawlLifecycle lifecycle,
        IOptions<DownloadOptions> options)
    {
        this.zone = zone;
        this.loader = loader;
        this.bronzeFiles = bronzeFiles;
        this.checks = checks;
        this.lifecycle = lifecycle;
        limits = RecordLimits.From(options.Value);
        lanes = new SizeLanes(options.Value.MaxConcurrent);
    }

    /// <inheritdoc/>
    public void Dispose() => lanes.Dispose();

    /// <summary>Commits the rows with the crawl's move to <c>publishing</c>; does nothing when another worker has moved it.</summary>
    internal Task RunAsync(Crawl crawl, DatasetMapper mapper, CancellationToken cancellationToken) => lanes.RunAsync(
        crawl.Payload!.Records, () => LoadAsync(crawl, mapper, cancellationToken), cancellationToken);

    private async Task<bool> LoadAsync(Crawl crawl, DatasetMapper mapper, CancellationToken cancellationToken)
    {
        FieldTally tally = NormalizeChecks.TallyFor(mapper);
        LoadInput input = LoadInput.Of(crawl, mapper, lifecycle.Now);
        await using SnapshotLoad load = await loader.BeginAsync(input, cancellationToken);
        await using BronzeFile bronze = bronzeFiles.Begin(input, DateOnly.FromDateTime(crawl.ObservedAt.UtcDateTime));
        long emptyWindows = 0;
        await using (Stream raw = await zone.OpenReadAsync(crawl.Payload!.BlobName, 0, length: null, cancellationToken))
        {
            SnapshotRecords records = new(mapper, tally, limits.For(crawl.Payload.PayloadBytes), crawl.ObservedAt);
            await foreach (RecordBatch batch in records.ReadAsync(raw, cancellationToken))
            {
                emptyWindows += batch.ProviderErrors.Count(error => error.IsEmptyWindow);
                await load.AddAsync(batch, cancellationToken);
                await bronze.AddAsync(batch, cancellationToken);
            }
        }

        await checks.RefuseSuspectAsync(crawl, tally, lifecycle.Now, cancellationToken);
        LoadCounts counts = await load.MergeAsync(cancellationToken);
        QualityInput received = new(input, counts, emptyWindows, crawl.ObservedAt);
        QualityResult quality = await load.RunAsync(
            connection => checks.RunAsync(connection, crawl, tally, received, cancellationToken));
        BronzeResult file = await bronze.CommitAsync(cancellationToken);
        NormalizedResult result = ResultOf(mapper, counts, quality, $"{crawl.Payload.Container}/{file.Path}");
        bool isMoved = await load.RunAsync(
            connection => lifecycle.StartPublishingAsync(connection, crawl, result, cancellationToken));
        if (isMoved)
        {
            await load.CommitAsync(cancellationToken);
        }

        return isMoved;
    }

    private static NormalizedResult ResultOf(DatasetMapper mapper, LoadCounts counts, QualityResult quality, string bronzePath) => new()
    {
        Normalization = NormalizedResult.Completed,
        MapperVersion = mapper.Version,
        Stored = counts.Stored,
        Updated = counts.Updated,
        Unchanged = counts.Unchanged,
        Quarantined = counts.Quarantined,
        ProviderErrors = counts.ProviderErrors,
        Erased = counts.Erased,
        EmptyResult = quality.Empty?.ToWire(),
        BronzePath = bronzePath,
    };
}
