namespace Functions.Runtime.Engine;

/// <summary>The external events of one execution: who waits, and what came early. Names are case-insensitive; both sides are
/// served first come, first served.</summary>
internal sealed class ExternalEvents(OrchestrationPump pump)
{
    private readonly Dictionary<string, LinkedList<IPendingTask>> waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Queue<(int Order, HistoryEvent Event)>> early = new(StringComparer.OrdinalIgnoreCase);
    private int arrivals;

    public bool HasWaiters => waiters.Count > 0;

    /// <summary>The events that nobody took, in the order of their arrival.</summary>
    public IEnumerable<HistoryEvent> Unprocessed() =>
        early.Values.SelectMany(static queue => queue).OrderBy(static item => item.Order).Select(static item => item.Event);

    public void Raise(HistoryEvent raised)
    {
        string name = raised.Name ?? string.Empty;
        if (waiters.TryGetValue(name, out LinkedList<IPendingTask>? line))
        {
            IPendingTask first = line.First!.Value;
            Remove(name, line, line.First);
            first.Complete(raised.Payload);
            return;
        }

        if (!early.TryGetValue(name, out Queue<(int, HistoryEvent)>? queue))
        {
            early.Add(name, queue = new Queue<(int, HistoryEvent)>());
        }

        queue.Enqueue((arrivals++, raised));
    }

    public Task<T> WaitAsync<T>(string name, CancellationToken cancellationToken)
    {
        var pending = new PendingTask<T>(name, -1);
        if (cancellationToken.IsCancellationRequested)
        {
            pending.SetCanceled(cancellationToken);
        }
        else if (early.TryGetValue(name, out Queue<(int Order, HistoryEvent Event)>? queue))
        {
            HistoryEvent raised = queue.Dequeue().Event;
            if (queue.Count == 0)
            {
                early.Remove(name);
            }

            pending.Complete(raised.Payload);
        }
        else
        {
            Enqueue(name, pending, cancellationToken);
        }

        return pending.Task;
    }

    private void Enqueue<T>(string name, PendingTask<T> pending, CancellationToken cancellationToken)
    {
        if (!waiters.TryGetValue(name, out LinkedList<IPendingTask>? line))
        {
            waiters.Add(name, line = new LinkedList<IPendingTask>());
        }

        LinkedListNode<IPendingTask> node = line.AddLast(pending);
        cancellationToken.Register(() =>
        {
            if (!pump.IsCurrent)
            {
                pump.MarkViolated();
            }
            else if (node.List is not null)
            {
                Remove(name, line, node);
                pending.TrySetCanceled(cancellationToken);
            }
        });
    }

    private void Remove(string name, LinkedList<IPendingTask> line, LinkedListNode<IPendingTask> node)
    {
        line.Remove(node);
        if (line.Count == 0)
        {
            waiters.Remove(name);
        }
    }
}
