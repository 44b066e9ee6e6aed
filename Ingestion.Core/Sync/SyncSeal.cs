using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using Ingestion.Core.Blobs;
using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Normalize.Mapping;
using Ingestion.Core.Platforms.Fetch;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Sync;

/// <summary>What is sealed.</summary>
/// <param name="JobId">The sync.</param>
/// <param name="Progress">What its fetch handed over.</param>
public sealed record SealInput(Guid JobId, SyncProgress Progress);

/// <summary>
/// Makes the staged blocks the sync's raw file, and the file a crawl that is about to be normalised. Idempotent by job: a file that is
/// there is not written again, a crawl that is there is not stored again.
/// </summary>
public sealed class SyncSeal
{
    private const string ContentType = "application/json; charset=utf-8";
    private const int PieceBytes = 64 * 1024;

    private readonly SyncJobStore jobs;
    private readonly AccountPages pages;
    private readonly RawZone zone;
    private readonly string container;

    internal SyncSeal(SyncJobStore jobs, AccountPages pages, RawZone zone, IOptions<RawZoneOptions> options)
    {
        this.jobs = jobs;
        this.pages = pages;
        this.zone = zone;
        container = options.Value.Container;
    }

    /// <summary>Seals.</summary>
    /// <param name="input">The sync and its blocks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The crawl to normalise.</returns>
    /// <exception cref="StorageUnavailableException">Blob storage does not answer: transient.</exception>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public async Task<Guid> SealAsync(SealInput input, CancellationToken cancellationToken)
    {
        SyncJob job = await jobs.GetAsync(input.JobId, cancellationToken);
        if (job.CrawlId is { } sealedBefore)
        {
            return sealedBefore;
        }

        string path = RawPaths.Snapshot(job.FiledOn, job.SnapshotId);
        SyncCounts counts = input.Progress.Counts;
        RawCommit commit = new()
        {
            Path = path,
            BlockIds = SyncFile.BlockIds(input.Progress.Blocks),
            ContentType = ContentType,
            Metadata = new Dictionary<string, string>
            {
                ["job"] = job.JobId.ToString(),
                ["records"] = counts.Records.ToString(CultureInfo.InvariantCulture),
            },
        };
        bool isOurs = await zone.CommitAsync(commit, cancellationToken);
        (long bytes, string sha256) = isOurs && input.Progress.Blocks is [{ Sha256: { } hash } only]
            ? (only.PayloadBytes, hash)
            : await ReadAsync(path, cancellationToken);
        StoredPayload payload = new(
            $"{container}/{path}", bytes, sha256, counts.Records, counts.Records, Media: 0, ErrorRecords: 0, SkippedRecords: 0);
        await jobs.SealAsync(job, RequestOf(job), payload, cancellationToken);
        return job.JobId;
    }

    private CrawlRequest RequestOf(SyncJob job)
    {
        IPlatformConnector connector = pages.Connector(job);
        FetchAccount account = new(job.AccountId, job.Owner, job.Platform, job.ExternalId ?? "", job.Handle, job.Scopes);
        FetchWindow window = AccountPages.WindowOf(job, connector);
        return new CrawlRequest
        {
            DatasetId = ApiDatasets.IdOf(job.Platform),
            Platform = job.Platform,
            Url = connector.PageOf(account).AbsoluteUri,
            StartDate = window.Since is { } since ? DateOnly.FromDateTime(since.UtcDateTime) : null,
            EndDate = DateOnly.FromDateTime(window.Until.UtcDateTime),
            IncludeProfileData = true,
        };
    }

    /// <summary>Of what is stored, whoever stored it, and in however many runs.</summary>
    private async Task<(long Bytes, string Sha256)> ReadAsync(string path, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            await using Stream stored = await zone.OpenReadAsync(path, offset: 0, length: null, cancellationToken);
            long bytes = 0;
            int count;
            while ((count = await stored.ReadAsync(piece, cancellationToken)) > 0)
            {
                hash.AppendData(piece, 0, count);
                bytes += count;
            }

            return (bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        catch (Exception failure) when (StorageErrors.IsStorageFailure(failure, cancellationToken))
        {
            throw StorageErrors.Translate($"read of {path}", failure);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }
}
