namespace Functions.Runtime.Engine;

/// <summary>The synchronization context of one orchestration: continuations run on the thread that pumps, one after another. A
/// continuation from anywhere else shows that the code awaited something that is not durable.</summary>
internal sealed class OrchestrationPump : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> queue = new();
    private int pumpThread;
    private volatile bool violated;

    /// <summary>Called on any thread when a foreign continuation arrives.</summary>
    public Action? Violation { get; set; }

    public bool IsViolated => violated;

    public bool IsCurrent => Volatile.Read(ref pumpThread) == Environment.CurrentManagedThreadId;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
        {
            queue.Enqueue((d, state));
            return;
        }

        MarkViolated();
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
        {
            d(state);
            return;
        }

        MarkViolated();
    }

    public override SynchronizationContext CreateCopy() => this;

    public void MarkViolated()
    {
        violated = true;
        Violation?.Invoke();
    }

    /// <summary>Makes the calling thread the pump for the time of <paramref name="body"/>.</summary>
    public void Run(Action body)
    {
        SynchronizationContext? previous = Current;
        Volatile.Write(ref pumpThread, Environment.CurrentManagedThreadId);
        SetSynchronizationContext(this);
        try
        {
            body();
            Drain();
        }
        finally
        {
            Volatile.Write(ref pumpThread, 0);
            SetSynchronizationContext(previous);
        }
    }

    /// <summary>Runs what has been posted until nothing is left.</summary>
    public void Drain()
    {
        while (queue.TryDequeue(out (SendOrPostCallback Callback, object? State) item))
        {
            item.Callback(item.State);
        }
    }
}
