using Ingestion.Core.Blobs;
using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Providers.BrightData;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Download;

/// <summary>
/// Brings a snapshot into the raw zone, byte for byte, in constant memory: 5 blocks of 8 MiB for each download under way.
/// Repeating it is harmless: a snapshot that is stored already is neither downloaded nor written again.
/// </summary>
public sealed class SnapshotDownloader : IDisposable
{
    private const string JsonType = "application/json; charset=utf-8";
    private const string UnknownType = "application/octet-stream";

    private readonly BrightDataClient client;
    private readonly RawZone zone;
    private readonly DownloadOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly SizeLanes lanes;

    internal SnapshotDownloader(
        BrightDataClient client,
        RawZone zone,
        IOptions<DownloadOptions> options,
        TimeProvider time,
        ILogger<SnapshotDownloader> logger)
    {
        this.client = client;
        this.zone = zone;
        this.options = options.Value;
        this.time = time;
        this.logger = logger;
        lanes = new SizeLanes(this.options.MaxConcurrent);
    }

    /// <summary>Downloads a snapshot, or finds it stored.</summary>
    /// <param name="request">Which snapshot goes where.</param>
    /// <param name="cancellationToken">Gives up; nothing is committed then.</param>
    /// <exception cref="DownloadInterruptedException">Cut off, stalled or too slow: transient.</exception>
    /// <exception cref="ProviderUnavailableException">The provider does not answer: transient.</exception>
    /// <exception cref="StorageUnavailableException">Blob storage does not answer: transient.</exception>
    /// <exception cref="DatabaseUnavailableException">The rate budget cannot be read: transient.</exception>
    /// <exception cref="ProviderRejectedException">The provider refuses: terminal.</exception>
    /// <exception cref="StorageRejectedException">Blob storage refuses this service: terminal.</exception>
    public async Task<SnapshotDownloadResult> DownloadAsync(
        SnapshotDownloadRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var path = RawPaths.Snapshot(request.PathDate, request.SnapshotId);
        if (await zone.FindAsync(path, cancellationToken) is { } stored)
        {
            return SnapshotMetadata.Read(stored);
        }

        return await lanes.RunAsync(request.ExpectedRecords, () => PlanAndReceiveAsync(request, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => lanes.Dispose();

    private async Task<SnapshotDownloadResult> PlanAndReceiveAsync(SnapshotDownloadRequest request, CancellationToken cancellationToken)
    {
        var (queries, obstacle) = await PlanAsync(request, cancellationToken);
        return obstacle ?? await ReceiveAsync(request, queries, cancellationToken);
    }

    /// <summary>One query for the whole snapshot, or one for each part of a large one.</summary>
    private async Task<(IReadOnlyList<SnapshotQuery> Queries, SnapshotDownloadResult? Obstacle)> PlanAsync(
        SnapshotDownloadRequest request, CancellationToken cancellationToken)
    {
        if (!(request.ExpectedRecords > options.RecordsPerPart))
        {
            return ([new SnapshotQuery(request.SnapshotId)], null);
        }

        var whole = new SnapshotQuery(request.SnapshotId, "ndjson", options.RecordsPerPart);
        var parts = await client.GetPartsAsync(whole, cancellationToken);
        return parts.Status == SnapshotAvailability.Available
            ? ([.. Enumerable.Range(1, parts.Parts).Select(part => whole with { Part = part })], null)
            : ([], parts.Status == SnapshotAvailability.Empty ? null : Obstacle(parts.Status, parts.RetryAfter));
    }

    private static SnapshotDownloadResult Obstacle(SnapshotAvailability status, TimeSpan? retryAfter) => new()
    {
        Status = status switch
        {
            SnapshotAvailability.NotReady => SnapshotDownloadStatus.NotReady,
            SnapshotAvailability.RateLimited => SnapshotDownloadStatus.RateLimited,
            SnapshotAvailability.Expired => SnapshotDownloadStatus.Expired,
            _ => SnapshotDownloadStatus.NotFound,
        },
        RetryAfter = retryAfter,
    };

    private async Task<SnapshotDownloadResult> ReceiveAsync(
        SnapshotDownloadRequest request, IReadOnlyList<SnapshotQuery> queries, CancellationToken cancellationToken)
    {
        await using var reception = Begin(request, RawPaths.Snapshot(request.PathDate, request.SnapshotId), cancellationToken);
        try
        {
            if (await FillAsync(reception, queries, cancellationToken) is { } obstacle)
            {
                return obstacle;
            }
        }
        catch (DownloadInterruptedException cut) when (request.LastAttempt)
        {
            return await RejectAsync(request, reception, SnapshotDownloadStatus.Interrupted, Reason(cut), queries, cancellationToken);
        }

        if (SnapshotFault.Of(request, reception) is not { } fault)
        {
            return SnapshotFault.IsStillBuilding(reception, out var wait)
                ? new SnapshotDownloadResult { Status = SnapshotDownloadStatus.NotReady, RetryAfter = wait }
                : await StoreAsync(request, reception, cancellationToken);
        }

        // A page in place of the snapshot may be gone the next time; records that break off into something else will not mend.
        bool mayMend = reception.Scanner is not { Status: ScanStatus.Invalid, Counts.Records: > 0 };
        if (mayMend && !request.LastAttempt)
        {
            throw new DownloadInterruptedException($"download of snapshot {request.SnapshotId}: {fault}");
        }

        return await RejectAsync(request, reception, SnapshotDownloadStatus.Invalid, fault, queries, cancellationToken);
    }

    private SnapshotReception Begin(SnapshotDownloadRequest request, string path, CancellationToken cancellationToken) =>
        new(zone, path, request.SnapshotId, options, time, cancellationToken);

    private async Task<SnapshotDownloadResult?> FillAsync(
        SnapshotReception reception, IReadOnlyList<SnapshotQuery> queries, CancellationToken cancellationToken)
    {
        foreach (var query in queries)
        {
            if (await FillAsync(reception, query, cancellationToken) is { } obstacle)
            {
                return obstacle;
            }

            if (reception.Scanner.Status == ScanStatus.Invalid)
            {
                break;
            }
        }

        return null;
    }

    private async Task<SnapshotDownloadResult?> FillAsync(
        SnapshotReception reception, SnapshotQuery query, CancellationToken cancellationToken)
    {
        using var body = await client.OpenSnapshotAsync(query, cancellationToken);
        switch (body.Status)
        {
            case SnapshotAvailability.Available:
                await reception.AppendAsync(body, cancellationToken);
                return null;
            case SnapshotAvailability.Empty:
                reception.IsDeclaredEmpty = true;
                return null;
            default:
                return Obstacle(body.Status, body.RetryAfter);
        }
    }

    private async Task<SnapshotDownloadResult> StoreAsync(
        SnapshotDownloadRequest request, SnapshotReception reception, CancellationToken cancellationToken)
    {
        var path = RawPaths.Snapshot(request.PathDate, request.SnapshotId);
        var metadata = SnapshotMetadata.Write(request, reception.Sha256, reception.Scanner.Counts);
        var content = new RawCommitContent(JsonType, metadata, MayReplace: false);
        var isNew = await reception.Upload.CommitAsync(content, cancellationToken);
        if (!isNew && await zone.FindAsync(path, cancellationToken) is { } earlier)
        {
            return SnapshotMetadata.Read(earlier);
        }

        var result = SnapshotMetadata.Read(new RawBlob(path, reception.Upload.PayloadBytes, metadata));
        logger.SnapshotStored(request.CrawlId, request.SnapshotId, result.PayloadBytes, result.Records);
        return result;
    }

    /// <summary>
    /// Keeps the bytes where they are no raw snapshot, for a person to look at. Large bodies are staged already, under a name that
    /// only a whole snapshot may have: they are read again.
    /// </summary>
    private async Task<SnapshotDownloadResult> RejectAsync(
        SnapshotDownloadRequest request,
        SnapshotReception reception,
        SnapshotDownloadStatus status,
        string fault,
        IReadOnlyList<SnapshotQuery> queries,
        CancellationToken cancellationToken)
    {
        var path = RawPaths.Rejected(request.PathDate, request.SnapshotId);
        if (reception.Upload.IsInMemory)
        {
            await using var kept = await reception.CopyToAsync(zone, path, cancellationToken);
            return await KeepAsync(request, reception, kept, status, fault, cancellationToken);
        }

        await using var again = Begin(request, path, cancellationToken);
        try
        {
            if (await FillAsync(again, queries, cancellationToken) is { } obstacle)
            {
                return obstacle;
            }
        }
        catch (DownloadInterruptedException cut)
        {
            return await KeepAsync(request, again, again.Upload, SnapshotDownloadStatus.Interrupted, Reason(cut), cancellationToken);
        }

        return SnapshotFault.Of(request, again) is { } second
            ? await KeepAsync(request, again, again.Upload, SnapshotDownloadStatus.Invalid, second, cancellationToken)
            : throw new DownloadInterruptedException(
                $"download of snapshot {request.SnapshotId} was whole when read again; at first: {fault}");
    }

    private async Task<SnapshotDownloadResult> KeepAsync(
        SnapshotDownloadRequest request,
        SnapshotReception reception,
        BlobUpload upload,
        SnapshotDownloadStatus status,
        string fault,
        CancellationToken cancellationToken)
    {
        var metadata = SnapshotMetadata.Write(request, reception.Sha256, reception.Scanner.Counts);
        metadata["reason"] = fault;
        await upload.CommitAsync(new RawCommitContent(UnknownType, metadata, MayReplace: true), cancellationToken);
        logger.SnapshotRejected(request.CrawlId, request.SnapshotId, fault);
        var path = RawPaths.Rejected(request.PathDate, request.SnapshotId);
        return SnapshotMetadata.Read(new RawBlob(path, upload.PayloadBytes, metadata)) with { Status = status, Reason = fault };
    }

    /// <summary>Without the code: it becomes part of a message that has one, and of a header of the blob.</summary>
    private static string Reason(DownloadInterruptedException cut) => CrawlLifecycle.FailureOf(cut).Message;
}
