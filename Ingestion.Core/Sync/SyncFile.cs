using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ingestion.Core.Blobs;
using Ingestion.Core.Errors;

namespace Ingestion.Core.Sync;

/// <summary>
/// The part of a sync's raw file that one run of the fetch writes: whole lines, in blocks of at least 4 MiB, of which the last may be
/// smaller. Nothing is visible before the seal commits the blocks of all runs.
/// </summary>
internal sealed class SyncFile(RawZone zone, string path, string run) : IDisposable
{
    /// <summary>A block is staged when it has so many bytes; one record may make it larger.</summary>
    private const int BlockBytes = 4 * 1024 * 1024;

    private readonly ArrayBufferWriter<byte> block = new();
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>What is staged.</summary>
    internal SyncBlocks Blocks { get; private set; } = new(run, 0);

    /// <summary>The names of blocks, in their order. All names of a blob must be of one length.</summary>
    internal static IReadOnlyList<string> BlockIds(IEnumerable<SyncBlocks> runs) =>
        [.. runs.SelectMany(blocks => Enumerable.Range(0, blocks.Count).Select(number => BlockId(blocks.Run, number)))];

    /// <exception cref="StorageUnavailableException">Storage does not answer: transient.</exception>
    /// <exception cref="StorageRejectedException">Storage refuses this service: terminal.</exception>
    internal async Task AddAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken)
    {
        block.Write(line.Span);
        if (block.WrittenCount >= BlockBytes)
        {
            await FlushAsync(cancellationToken);
        }
    }

    /// <summary>Stages what is left.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer: transient.</exception>
    /// <exception cref="StorageRejectedException">Storage refuses this service: terminal.</exception>
    internal async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (block.WrittenCount > 0)
        {
            await zone.StageAsync(path, BlockId(Blocks.Run, Blocks.Count), block.WrittenMemory, cancellationToken);
            hash.AppendData(block.WrittenSpan);
            Blocks = new SyncBlocks(
                run, Blocks.Count + 1, Blocks.PayloadBytes + block.WrittenCount, Convert.ToHexStringLower(hash.GetCurrentHash()));
            block.ResetWrittenCount();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => hash.Dispose();

    private static string BlockId(string run, int number) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(run + number.ToString("x8", CultureInfo.InvariantCulture)));
}
