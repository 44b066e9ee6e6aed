using Functions.Runtime.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Functions.Runtime.Engine;

/// <summary>Callers that wait for instances to begin or end. What happens in this process is told at once; for the rest one
/// query per poll interval asks for all waited instances together.</summary>
internal sealed class CompletionWaiters(InstanceQueries queries, TimeSpan pollInterval, ILogger logger)
{
    private const double MicrosecondsPerWaiter = 50;

    private readonly Lock gate = new();
    private readonly Dictionary<string, List<Waiter>> waiters = new(StringComparer.Ordinal);
    private readonly HashSet<string> toCheck = new(StringComparer.Ordinal);
    private bool isPolling;
    private bool isChecking;

    /// <summary>Whether this process works on an instance now, so that it need not be asked for.</summary>
    public Func<string, bool>? IsActiveHere { get; set; }

    /// <exception cref="InvalidOperationException">There is no such instance.</exception>
    public async Task<OrchestrationMetadata> WaitAsync(string id, bool forStart, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(forStart);
        Add(id, waiter);
        try
        {
            if (IsActiveHere?.Invoke(id) != true)
            {
                CheckSoon(id);
            }

            return await waiter.Source.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Remove(id, waiter);
        }
    }

    /// <summary>
    /// Tells the waiters of an instance its new state. Who began to wait later may wait for another instance that has taken its id since, and so
    /// is given what the store says.
    /// </summary>
    /// <param name="state">The state.</param>
    /// <param name="since">The timestamp before the state was stored, or asked for.</param>
    public void Publish(OrchestrationMetadata state, long since)
    {
        bool hasLater = false;
        lock (gate)
        {
            if (waiters.TryGetValue(state.InstanceId, out List<Waiter>? line))
            {
                hasLater = line.Exists(waiter => waiter.Began >= since);
                line.FindAll(waiter => waiter.Began < since).ForEach(waiter => waiter.Offer(state));
            }
        }

        if (hasLater)
        {
            CheckSoon(state.InstanceId);
        }
    }

    /// <summary>Asks for the state of an instance now.</summary>
    public void CheckSoon(string id)
    {
        lock (gate)
        {
            if (!waiters.ContainsKey(id))
            {
                return;
            }

            toCheck.Add(id);
            if (!isChecking)
            {
                isChecking = true;
                ThreadPool.UnsafeQueueUserWorkItem(static self => _ = self.CheckAsync(), this, preferLocal: false);
            }
        }
    }

    private void Add(string id, Waiter waiter)
    {
        lock (gate)
        {
            if (!waiters.TryGetValue(id, out List<Waiter>? line))
            {
                waiters.Add(id, line = []);
            }

            line.Add(waiter);
            if (!isPolling)
            {
                isPolling = true;
                _ = PollAsync();
            }
        }
    }

    private void Remove(string id, Waiter waiter)
    {
        lock (gate)
        {
            if (waiters.TryGetValue(id, out List<Waiter>? line) && line.Remove(waiter) && line.Count == 0)
            {
                waiters.Remove(id);
            }
        }
    }

    private async Task CheckAsync()
    {
        while (true)
        {
            string[] ids;
            lock (gate)
            {
                ids = [.. toCheck];
                toCheck.Clear();
                if (ids.Length == 0)
                {
                    isChecking = false;
                    return;
                }
            }

            await AskAsync(ids);
        }
    }

    private async Task PollAsync()
    {
        while (true)
        {
            string[] ids;
            lock (gate)
            {
                ids = [.. waiters.Keys];
                if (ids.Length == 0)
                {
                    isPolling = false;
                    return;
                }
            }

            TimeSpan wait = TimeSpan.FromMicroseconds(ids.Length * MicrosecondsPerWaiter);
            await Task.Delay(wait > pollInterval ? wait : pollInterval, TimeProvider.System);
            await AskAsync(ids);
        }
    }

    private async Task AskAsync(string[] ids)
    {
        try
        {
            long since = TimeProvider.System.GetTimestamp();
            List<OrchestrationMetadata> states = await queries.GetManyAsync(ids, CancellationToken.None);
            states.ForEach(state => Publish(state, since));
            Miss(ids.Except(states.Select(static state => state.InstanceId), StringComparer.Ordinal));
        }
        catch (DurableStoreUnavailableException exception)
        {
            // The next poll asks again.
            Log.StoreAway(logger, exception);
        }
        catch (Exception exception)
        {
            Log.Unexpected(logger, exception);
        }
    }

    private void Miss(IEnumerable<string> ids)
    {
        lock (gate)
        {
            foreach (string id in ids)
            {
                if (waiters.TryGetValue(id, out List<Waiter>? line))
                {
                    line.ForEach(waiter => waiter.Source.TrySetException(
                        new InvalidOperationException(EngineMessages.NoInstance(id))));
                }
            }
        }
    }

    private sealed class Waiter(bool forStart)
    {
        public long Began { get; } = TimeProvider.System.GetTimestamp();

        public TaskCompletionSource<OrchestrationMetadata> Source { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Offer(OrchestrationMetadata state)
        {
            if (state.IsCompleted || (forStart && state.RuntimeStatus != OrchestrationRuntimeStatus.Pending))
            {
                Source.TrySetResult(state);
            }
        }
    }
}
