using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Ingestion.Core.Blobs;
using Ingestion.Core.Errors;
using Ingestion.Core.Normalize;
using Ingestion.Core.Store;

namespace Ingestion.Core.Bronze;

/// <summary>
/// One bronze file on its way: add the records, commit. The same records give the same bytes, however they are split into
/// batches. Memory: three blocks of 4 MiB, a piece of 64 KiB and the largest record. Nothing is visible before
/// <see cref="CommitAsync"/>.
/// </summary>
internal sealed class BronzeFile : IAsyncDisposable
{
    private const string ContentType = "application/x-ndjson";
    private static readonly BlobUploadLimits Limits = new(BlockBytes: 4 * 1024 * 1024, BlocksInFlight: 2);

    private readonly string path;
    private readonly BronzeRecords records;
    private readonly BlobUpload upload;
    private readonly MemoryStream compressed = new();
    private readonly GZipStream gzip;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    // How much is compressed at once may show in the result: it is always the same.
    private readonly byte[] piece = new byte[64 * 1024];
    private int filled;
    private long lines;

    internal BronzeFile(RawZone zone, string path, LoadInput input)
    {
        this.path = path;
        records = new BronzeRecords(input);
        upload = new BlobUpload(zone, path, Limits);
        gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true);
    }

    /// <summary>Adds the posts and profiles of a batch, in their order.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer: transient.</exception>
    /// <exception cref="StorageRejectedException">Storage refuses this service: terminal.</exception>
    public async Task AddAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        foreach (CanonicalPost post in batch.Posts)
        {
            await WriteAsync(records.Line(post), cancellationToken);
        }

        foreach (CanonicalProfile profile in batch.Profiles)
        {
            await WriteAsync(records.Line(profile), cancellationToken);
        }
    }

    /// <summary>Adds a line of another file as it is.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer: transient.</exception>
    /// <exception cref="StorageRejectedException">Storage refuses this service: terminal.</exception>
    public ValueTask KeepAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken) => WriteAsync(line, cancellationToken);

    /// <summary>Completes the file; it takes the place of an earlier one.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer: transient.</exception>
    /// <exception cref="StorageRejectedException">Storage refuses this service: terminal.</exception>
    public async Task<BronzeResult> CommitAsync(CancellationToken cancellationToken)
    {
        gzip.Write(piece.AsSpan(0, filled));
        await gzip.DisposeAsync();
        await SendAsync(cancellationToken);
        BronzeResult result = new(path, upload.PayloadBytes, Convert.ToHexStringLower(hash.GetCurrentHash()), lines);
        Dictionary<string, string> metadata = new()
        {
            ["sha256"] = result.Sha256,
            ["records"] = lines.ToString(CultureInfo.InvariantCulture),
        };
        await upload.CommitAsync(new RawCommitContent(ContentType, metadata, MayReplace: true), cancellationToken);
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        await gzip.DisposeAsync();
        await compressed.DisposeAsync();
        hash.Dispose();
        records.Dispose();
        await upload.DisposeAsync();
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken)
    {
        lines++;
        while (!line.IsEmpty)
        {
            int count = Math.Min(line.Length, piece.Length - filled);
            line[..count].CopyTo(piece.AsMemory(filled));
            line = line[count..];
            filled += count;
            if (filled == piece.Length)
            {
                gzip.Write(piece);
                filled = 0;
                await SendAsync(cancellationToken);
            }
        }
    }

    private async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> ready = compressed.GetBuffer().AsMemory(0, (int)compressed.Length);
        hash.AppendData(ready.Span);
        await upload.WriteAsync(ready, cancellationToken);
        compressed.SetLength(0);
    }
}
