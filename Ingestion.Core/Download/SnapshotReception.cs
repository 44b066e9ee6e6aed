using System.Security.Cryptography;
using Ingestion.Core.Blobs;
using Ingestion.Core.Providers.BrightData;

namespace Ingestion.Core.Download;

/// <summary>The bytes of one attempt on their way: read, hashed, scanned and staged, each byte once.</summary>
internal sealed class SnapshotReception : IAsyncDisposable
{
    private static readonly BlobUploadLimits Limits = new(BlockBytes: 8 * 1024 * 1024, BlocksInFlight: 4);

    private readonly BlobUpload upload;
    private readonly SnapshotScanner scanner;
    private readonly ProgressWatch watch;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte last;

    public SnapshotReception(
        RawZone zone,
        string path,
        string snapshotId,
        DownloadOptions options,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        upload = new BlobUpload(zone, path, Limits);
        scanner = new SnapshotScanner(options.MaxRecordBytes, options.MaxRecordDepth);
        watch = new ProgressWatch(snapshotId, options, time, cancellationToken);
    }

    public SnapshotScanner Scanner => scanner;

    public BlobUpload Upload => upload;

    /// <summary>True when the provider said in words that there is no record.</summary>
    public bool IsDeclaredEmpty { get; set; }

    /// <summary>SHA-256 so far, in lower-case hex.</summary>
    public string Sha256 => Convert.ToHexStringLower(hash.GetCurrentHash());

    /// <summary>Takes a body to its end, or to the point where it is known to be no JSON.</summary>
    public async Task AppendAsync(SnapshotBody body, CancellationToken cancellationToken)
    {
        if (upload.PayloadBytes > 0 && last != (byte)'\n')
        {
            await TakeAsync(Write("\n"u8), cancellationToken);
        }

        await using var source = await body.ReadAsStreamAsync(cancellationToken);
        while (scanner.Status != ScanStatus.Invalid && await watch.ReadAsync(source, upload.Free) is > 0 and var count)
        {
            await TakeAsync(count, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        watch.Dispose();
        hash.Dispose();
        await upload.DisposeAsync();
    }

    /// <summary>
    /// Sends the bytes to <paramref name="path"/> instead; they are all in memory still. What is returned is to be disposed.
    /// </summary>
    public async Task<BlobUpload> CopyToAsync(RawZone zone, string path, CancellationToken cancellationToken)
    {
        var copy = new BlobUpload(zone, path, Limits);
        upload.Unstaged.CopyTo(copy.Free);
        await copy.AdvanceAsync(upload.Unstaged.Length, cancellationToken);
        return copy;
    }

    private int Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(upload.Free.Span);
        return bytes.Length;
    }

    private ValueTask TakeAsync(int count, CancellationToken cancellationToken)
    {
        var bytes = upload.Free.Span[..count];
        hash.AppendData(bytes);
        scanner.Feed(bytes);
        last = bytes[^1];
        return upload.AdvanceAsync(count, cancellationToken);
    }
}
