namespace Ingestion.Core.Persistence;

/// <summary>
/// Lets concurrent callers in one process share runs of the same work. At most one run is under way; whoever asks while it is
/// gets the next one, because the present one may have looked before the caller's change was committed.
/// </summary>
/// <param name="work">The work. It is not cancelled when one caller gives up: the others still wait for it.</param>
/// <typeparam name="T">What a run finds out.</typeparam>
internal sealed class SharedRun<T>(Func<Task<T>> work)
{
    private readonly Lock gate = new();
    private Task<T>? current;
    private Task<T>? next;

    internal Task<T> JoinAsync(CancellationToken cancellationToken)
    {
        Task<T> run;
        lock (gate)
        {
            if (current is null)
            {
                run = current = StartAsync(previous: null);
            }
            else
            {
                run = next ??= StartAsync(current);
            }
        }

        return run.WaitAsync(cancellationToken);
    }

    private async Task<T> StartAsync(Task<T>? previous)
    {
        // Leaves the lock at once, and the caller's thread with it.
        await Task.Yield();
        if (previous is not null)
        {
            await previous.ContinueWith(
                static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        Begin(isFollower: previous is not null);
        try
        {
            return await work();
        }
        finally
        {
            End();
        }
    }

    private void Begin(bool isFollower)
    {
        lock (gate)
        {
            if (isFollower)
            {
                current = next;
                next = null;
            }
        }
    }

    private void End()
    {
        lock (gate)
        {
            if (next is null)
            {
                current = null;
            }
        }
    }
}
