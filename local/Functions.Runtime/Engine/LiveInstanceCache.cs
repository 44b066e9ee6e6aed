namespace Functions.Runtime.Engine;

/// <summary>Waiting orchestrations that are kept in memory so that they need no replay. The one unused for longest goes
/// first.</summary>
internal sealed class LiveInstanceCache(int capacity)
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, LinkedListNode<OrchestrationRun>> byKey = [];
    private readonly LinkedList<OrchestrationRun> byUse = [];

    /// <summary>Takes a run out, if it stands where the stored instance stands.</summary>
    public OrchestrationRun? Take(ClaimedInstance instance)
    {
        lock (gate)
        {
            if (!byKey.Remove(instance.Key, out LinkedListNode<OrchestrationRun>? node))
            {
                return null;
            }

            byUse.Remove(node);
            OrchestrationRun run = node.Value;
            return run.Execution == instance.Execution && run.Revision == instance.Revision ? run : null;
        }
    }

    public void Put(OrchestrationRun run)
    {
        lock (gate)
        {
            if (capacity == 0)
            {
                return;
            }

            if (byKey.Remove(run.Key, out LinkedListNode<OrchestrationRun>? old))
            {
                byUse.Remove(old);
            }

            byKey[run.Key] = byUse.AddLast(run);
            if (byKey.Count > capacity)
            {
                byKey.Remove(byUse.First!.Value.Key);
                byUse.RemoveFirst();
            }
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            byKey.Clear();
            byUse.Clear();
        }
    }
}
