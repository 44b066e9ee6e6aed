using System.Collections.Concurrent;

namespace Functions.Runtime.Engine;

/// <summary>Collects items from many callers and commits them in groups: what has come in while one commit runs goes into the
/// next. One commit runs at a time. Idle, it holds neither a thread nor a task.</summary>
internal sealed class GroupCommit<T>(int maxGroup, Func<IReadOnlyList<T>, Task> commit)
{
    private readonly ConcurrentQueue<T> queue = new();
    private int isRunning;

    public void Add(T item)
    {
        queue.Enqueue(item);
        StartIfIdle();
    }

    private void StartIfIdle()
    {
        if (Interlocked.CompareExchange(ref isRunning, 1, 0) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static self => _ = self.RunAsync(), this, preferLocal: false);
        }
    }

    private async Task RunAsync()
    {
        while (true)
        {
            List<T> group = [];
            while (group.Count < maxGroup && queue.TryDequeue(out T? item))
            {
                group.Add(item);
            }

            if (group.Count > 0)
            {
                await commit(group);
                continue;
            }

            Volatile.Write(ref isRunning, 0);
            if (queue.IsEmpty || Interlocked.CompareExchange(ref isRunning, 1, 0) != 0)
            {
                return;
            }
        }
    }
}
