namespace Ingestion.Core.Download;

/// <summary>
/// Bounds the memory of a process: as many large snapshots at once as the options allow, and in a lane of their own eight times
/// as many small ones, which take a few MiB each and must not stand behind a large one.
/// </summary>
internal sealed class SizeLanes(int maxLarge) : IDisposable
{
    private const int SmallPerLarge = 8;
    private const int SmallRecords = 1_000;

    private readonly SemaphoreSlim large = new(maxLarge);
    private readonly SemaphoreSlim small = new(maxLarge * SmallPerLarge);

    /// <summary>Runs the work on a snapshot when it is its turn. One of unknown size counts as large.</summary>
    public async Task<T> RunAsync<T>(long? expectedRecords, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var lane = expectedRecords <= SmallRecords ? small : large;
        await lane.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            lane.Release();
        }
    }

    public void Dispose()
    {
        large.Dispose();
        small.Dispose();
    }
}
