using DurableTask.Core.Exceptions;
using Functions.Runtime.Storage;

namespace Functions.Runtime.Engine;

/// <summary>Writes what clients ask for, the calls of concurrent callers in one transaction.</summary>
internal sealed class ClientWriter
{
    private const int MaxGroup = 256;

    private readonly ClientBatch batch;
    private readonly GroupCommit<Item> group;

    public ClientWriter(ClientBatch batch)
    {
        this.batch = batch;
        group = new GroupCommit<Item>(MaxGroup, CommitAsync);
    }

    /// <summary>The host that can run new instances at once; null for whoever claims them.</summary>
    public Func<int, Guid?>? LocalHost { get; set; }

    /// <summary>Starts an instance that was created for the local host.</summary>
    public Action<ClaimedInstance>? Start { get; set; }

    /// <summary>Called when there is new work for any host.</summary>
    public Action? Woken { get; set; }

    /// <summary>Called when it is not known whether rows were written for the local host.</summary>
    public Action? LeftBehind { get; set; }

    /// <exception cref="OrchestrationAlreadyExistsException">An instance of this id has not finished.</exception>
    public async Task CreateAsync(NewInstance instance, CancellationToken cancellationToken)
    {
        var item = new Item { Instance = instance };
        group.Add(item);
        if (await item.Source.Task.WaitAsync(cancellationToken))
        {
            return;
        }

        _ = await batch.ReplaceAsync(instance with { Owner = null }, cancellationToken)
            ?? throw new OrchestrationAlreadyExistsException(EngineMessages.AlreadyExists(instance.Id));
        Woken?.Invoke();
    }

    public Task RaiseAsync(NewEvent raised, CancellationToken cancellationToken)
    {
        var item = new Item { Event = raised };
        group.Add(item);
        return item.Source.Task.WaitAsync(cancellationToken);
    }

    private async Task CommitAsync(IReadOnlyList<Item> items)
    {
        try
        {
            await WriteAsync(items);
        }
        catch (Npgsql.PostgresException) when (items.Count > 1)
        {
            // One of them cannot be stored; each alone shows which.
            foreach (Item item in items)
            {
                await CommitAsync([item]);
            }
        }
        catch (Exception exception)
        {
            LeftBehind?.Invoke();
            foreach (Item item in items)
            {
                item.Source.TrySetException(exception);
            }
        }
    }

    private async Task WriteAsync(IReadOnlyList<Item> items)
    {
        Guid? host = LocalHost?.Invoke(items.Count);
        List<NewInstance> instances = [.. items
            .Select(static item => item.Instance)
            .OfType<NewInstance>()
            .Select(instance => instance.StartAt is null ? instance with { Owner = host } : instance)];
        List<NewEvent> events = [.. items.Select(static item => item.Event).OfType<NewEvent>()];
        Dictionary<string, CreatedInstance> created = await batch.WriteAsync(instances, events, CancellationToken.None);
        if (events.Count > 0 || created.Values.Any(static row => row.Owner is null))
        {
            Woken?.Invoke();
        }

        foreach (Item item in items)
        {
            // Two callers with one id: the row goes to the first.
            bool isNew = item.Instance is { } instance && created.Remove(instance.Id, out CreatedInstance? row)
                && StartHere(instance, row);
            item.Source.TrySetResult(isNew || item.Event is not null);
        }
    }

    private bool StartHere(NewInstance instance, CreatedInstance row)
    {
        if (row.Owner is { } owner)
        {
            Start!(new ClaimedInstance
            {
                HostId = owner,
                Key = row.Key,
                Id = instance.Id,
                Name = instance.Name,
                Input = instance.Input,
                CreatedAt = row.CreatedAt,
                Now = row.CreatedAt,
            });
        }

        return true;
    }

    private sealed class Item
    {
        public NewInstance? Instance { get; init; }

        public NewEvent? Event { get; init; }

        public TaskCompletionSource<bool> Source { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
