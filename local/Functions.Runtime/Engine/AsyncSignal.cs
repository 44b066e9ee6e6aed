namespace Functions.Runtime.Engine;

/// <summary>Wakes one waiting loop. Signals that arrive while it works are kept as one.</summary>
internal sealed class AsyncSignal : IDisposable
{
    private readonly SemaphoreSlim semaphore = new(0, 1);
    private int isSet;

    public void Set()
    {
        if (Interlocked.Exchange(ref isSet, 1) == 0)
        {
            semaphore.Release();
        }
    }

    /// <summary>Waits for a signal, at most for a time.</summary>
    public async Task WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (await semaphore.WaitAsync(timeout, cancellationToken))
        {
            Volatile.Write(ref isSet, 0);
        }
    }

    public void Dispose() => semaphore.Dispose();
}
