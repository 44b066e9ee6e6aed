using System.Globalization;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;

namespace Ingestion.Bench.Download;

/// <summary>The peer of the download: how fast the blob server takes blocks that are ready in memory.</summary>
internal sealed class BlockUploads
{
    public const int BlockBytes = 8 * 1024 * 1024;
    private const int BlocksInFlight = 4;
    private readonly BlobContainerClient _container;
    private readonly byte[] _block = new byte[BlockBytes];

    private BlockUploads(BlobContainerClient container)
    {
        _container = container;
        new Random(1).NextBytes(_block);
    }

    public static async Task<BlockUploads> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        BlobContainerClient container = new(connectionString, $"bench-{Guid.NewGuid():N}");
        await container.CreateAsync(cancellationToken: cancellationToken);
        return new BlockUploads(container);
    }

    /// <summary>Bytes per second of a blob of that size, rounded up to whole blocks, its commit included.</summary>
    public async Task<double> MeasureAsync(long bytes, CancellationToken cancellationToken)
    {
        string[] ids = [.. Enumerable.Range(0, (int)((bytes + BlockBytes - 1) / BlockBytes))
            .Select(index => Convert.ToBase64String(Encoding.ASCII.GetBytes(index.ToString("x8", CultureInfo.InvariantCulture))))];
        BlockBlobClient blob = _container.GetBlockBlobClient(Guid.NewGuid().ToString("N"));
        long started = TimeProvider.System.GetTimestamp();
        await Parallel.ForEachAsync(
            ids, new ParallelOptions { MaxDegreeOfParallelism = BlocksInFlight, CancellationToken = cancellationToken }, StageAsync);
        await blob.CommitBlockListAsync(ids, cancellationToken: cancellationToken);
        return (double)ids.Length * BlockBytes / TimeProvider.System.GetElapsedTime(started).TotalSeconds;

        async ValueTask StageAsync(string id, CancellationToken token)
        {
            using MemoryStream content = new(_block, writable: false);
            await blob.StageBlockAsync(id, content, cancellationToken: token);
        }
    }

    public Task DeleteAsync() => _container.DeleteIfExistsAsync();
}
