namespace Ingestion.Core.Security;

/// <summary>
/// The ring as this process knows it: read again after five minutes, and at once, though at most every second, when somebody
/// meets a key id that it does not have. So a host that was told of a new key later than another can read what that one wrote.
/// </summary>
internal sealed class KeyRings(IKeyRingStore store, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan CachedFor = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim reading = new(1, 1);
    private volatile CachedRing? cached;

    internal ValueTask<KeyRing> GetAsync(CancellationToken cancellationToken) =>
        cached is { } entry && Age(entry) < CachedFor ? new(entry.Ring) : ReadAsync(CachedFor, cancellationToken);

    /// <summary>The ring after somebody found a key missing in <paramref name="lacking"/>.</summary>
    internal ValueTask<KeyRing> RefreshAsync(KeyRing lacking, CancellationToken cancellationToken) =>
        cached is { } entry && entry.Ring != lacking ? new(entry.Ring) : ReadAsync(RefreshInterval, cancellationToken);

    public void Dispose() => reading.Dispose();

    private TimeSpan Age(CachedRing entry) => time.GetElapsedTime(entry.ReadAt);

    private async ValueTask<KeyRing> ReadAsync(TimeSpan maximumAge, CancellationToken cancellationToken)
    {
        await reading.WaitAsync(cancellationToken);
        try
        {
            if (cached is { } entry && Age(entry) < maximumAge)
            {
                return entry.Ring;
            }

            KeyRing ring = await store.ReadAsync(cancellationToken);
            cached = new CachedRing(ring, time.GetTimestamp());
            return ring;
        }
        finally
        {
            reading.Release();
        }
    }

    private sealed record CachedRing(KeyRing Ring, long ReadAt);
}
