using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ingestion.Core.Blobs;

/// <summary>
/// One upload of unknown length: the caller fills <see cref="Free"/> and says how much; full blocks are staged while it goes
/// on.
/// Memory: at most <c>blocksInFlight</c> + 1 blocks, pooled; what never fills the first one takes 64 KiB and up, four times as much each time.
/// Nothing is visible before <see cref="CommitAsync"/>.
/// </summary>
/// <remarks>
/// A block's id is its position behind a random name of this upload, so that the blocks of an attempt that was given up, and
/// is still sending, never mix with those of the next.
/// </remarks>
internal sealed class BlobUpload(RawZone zone, string path, BlobUploadLimits limits) : IAsyncDisposable
{
    private const int MaxPooledBlock = 8 * 1024 * 1024;

    // Syncs of accounts send many small files side by side: with whole blocks they would fill the memory of a host with nothing.
    private const int FirstBytes = 64 * 1024;
    private const int Growth = 4;

    // As many as one upload holds: what the shared pool would keep for each thread that ever sent a block is more than all the rest of a host.
    private const int MostPooledBlocks = 5;

    private static readonly ArrayPool<byte> Blocks = ArrayPool<byte>.Create(MaxPooledBlock, MostPooledBlocks);

    private readonly string name = RandomNumberGenerator.GetHexString(16, lowercase: true);
    private readonly List<string> blockIds = [];
    private readonly Queue<Task> staging = new();
    private readonly CancellationTokenSource abandon = new();
    private byte[]? block;
    private int filled;

    /// <summary>Bytes taken so far.</summary>
    public long PayloadBytes { get; private set; }

    /// <summary>True while all bytes are still in <see cref="Unstaged"/>.</summary>
    public bool IsInMemory => blockIds.Count == 0;

    /// <summary>The bytes that no block has taken away yet.</summary>
    public ReadOnlyMemory<byte> Unstaged => block.AsMemory(0, filled);

    /// <summary>Room for the next bytes, never empty.</summary>
    public Memory<byte> Free
    {
        get
        {
            block ??= Blocks.Rent(IsInMemory ? Math.Min(FirstBytes, limits.BlockBytes) : limits.BlockBytes);
            if (filled == block.Length)
            {
                Grow(block);
            }

            return block.AsMemory(filled, Math.Min(block!.Length, limits.BlockBytes) - filled);
        }
    }

    /// <summary>
    /// Takes the first <paramref name="count"/> bytes of <see cref="Free"/>; waits while too many blocks are on their way.
    /// </summary>
    public async ValueTask AdvanceAsync(int count, CancellationToken cancellationToken)
    {
        filled += count;
        PayloadBytes += count;
        if (filled >= limits.BlockBytes)
        {
            await StageAsync(cancellationToken);
        }
    }

    /// <summary>Takes bytes from elsewhere.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            int count = Math.Min(bytes.Length, Free.Length);
            bytes[..count].CopyTo(Free);
            bytes = bytes[count..];
            await AdvanceAsync(count, cancellationToken);
        }
    }

    /// <summary>
    /// Stages what is left and makes the blob visible. False when one is there already and must not be replaced, or not any more.
    /// </summary>
    public async Task<bool> CommitAsync(RawCommitContent content, CancellationToken cancellationToken)
    {
        if (filled > 0)
        {
            await StageAsync(cancellationToken);
        }

        while (staging.TryDequeue(out var oldest))
        {
            await oldest.WaitAsync(cancellationToken);
        }

        var commit = new RawCommit
        {
            Path = path,
            BlockIds = blockIds,
            ContentType = content.ContentType,
            Metadata = content.Metadata,
            MayReplace = content.MayReplace,
            IfMatch = content.IfMatch,
        };
        return await zone.CommitAsync(commit, cancellationToken);
    }

    /// <summary>Stops what is on its way; staged blocks that were not committed are dropped by the storage service.</summary>
    public async ValueTask DisposeAsync()
    {
        await abandon.CancelAsync();
        foreach (var task in staging)
        {
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (block is not null)
        {
            Blocks.Return(block);
            block = null;
        }

        abandon.Dispose();
    }

    private void Grow(byte[] small)
    {
        block = Blocks.Rent((int)Math.Min((long)small.Length * Growth, limits.BlockBytes));
        small.CopyTo(block, 0);
        Blocks.Return(small);
    }

    private async Task StageAsync(CancellationToken cancellationToken)
    {
        while (staging.Count >= limits.BlocksInFlight)
        {
            await staging.Dequeue().WaitAsync(cancellationToken);
        }

        var full = block!;
        var length = filled;
        var position = blockIds.Count.ToString("x8", CultureInfo.InvariantCulture);
        var blockId = Convert.ToBase64String(Encoding.ASCII.GetBytes(name + position));
        (block, filled) = (null, 0);
        blockIds.Add(blockId);
        staging.Enqueue(SendAsync(blockId, full, length));
    }

    private async Task SendAsync(string blockId, byte[] full, int length)
    {
        try
        {
            await zone.StageAsync(path, blockId, full.AsMemory(0, length), abandon.Token);
        }
        finally
        {
            Blocks.Return(full);
        }
    }
}
