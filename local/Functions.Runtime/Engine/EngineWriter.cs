using Functions.Runtime.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Functions.Runtime.Engine;

/// <summary>How the store took a write.</summary>
internal enum WriteStatus
{
    /// <summary>It is committed.</summary>
    Stored,

    /// <summary>The row is no longer this host's; nothing was changed.</summary>
    Refused,

    /// <summary>The data itself cannot be stored.</summary>
    Invalid,
}

/// <summary>The answer to a write.</summary>
/// <param name="Status">How it was taken.</param>
/// <param name="UpdatedAt">The database's time.</param>
/// <param name="NextDueIn">When the instance is due next; null for not before a message arrives.</param>
/// <param name="Error">Why the data cannot be stored.</param>
internal sealed record WriteResult(
    WriteStatus Status, DateTime UpdatedAt = default, TimeSpan? NextDueIn = null, Exception? Error = null);

/// <summary>Where new activities can be started at once.</summary>
internal interface IActivityStarter
{
    /// <summary>Notes that activities wait for whoever claims them.</summary>
    void NoteWaiting();

    /// <summary>Reserves up to a number of free places.</summary>
    int Reserve(int wanted);

    /// <summary>Gives back places that were not used.</summary>
    void Release(int places);

    /// <summary>Starts an activity in a reserved place.</summary>
    void StartReserved(ClaimedActivity activity);
}

/// <summary>Stores checkpoints and activity results, those of many instances in one transaction. While the database is away it
/// tries again and again; what it writes is fenced, so that a write repeated after a lost answer changes nothing.</summary>
internal sealed class EngineWriter : IDisposable
{
    private const int MaxGroup = 256;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly DurableDatabase database;
    private readonly string hub;
    private readonly HostLease lease;
    private readonly ILogger logger;
    private readonly GroupCommit<Item> group;
    private readonly CancellationTokenSource abandoned = new();

    public EngineWriter(DurableDatabase database, string hub, HostLease lease, ILogger logger)
    {
        this.database = database;
        this.hub = hub;
        this.lease = lease;
        this.logger = logger;
        group = new GroupCommit<Item>(MaxGroup, CommitAsync);
    }

    public IActivityStarter? Activities { get; set; }

    /// <summary>How many instances this host can go on with at once.</summary>
    public Func<int>? InstancePlaces { get; set; }

    /// <summary>Goes on with an instance that was claimed together with a write.</summary>
    public Action<ClaimedInstance>? StartInstance { get; set; }

    /// <summary>Called when it is not known whether rows were claimed.</summary>
    public Action? LeftBehind { get; set; }

    /// <summary>Called when instances are ready for whoever claims them.</summary>
    public Action? Woken { get; set; }

    public Task<WriteResult> StoreAsync(CheckpointWrite checkpoint) => AddAsync(new Item { Checkpoint = checkpoint });

    public Task<WriteResult> StoreAsync(ActivityWrite result) => AddAsync(new Item { Result = result });

    /// <summary>Ends the attempts to store what is still waiting.</summary>
    public void Abandon() => abandoned.Cancel();

    public void Dispose() => abandoned.Dispose();

    private Task<WriteResult> AddAsync(Item item)
    {
        group.Add(item);
        return item.Source.Task;
    }

    private async Task CommitAsync(IReadOnlyList<Item> items)
    {
        Guid? hostId = lease.Current?.HostId;
        List<Item> ours = [.. items.Where(item => item.HostId == hostId)];
        Answer(items.Except(ours), WriteStatus.Refused);
        try
        {
            await CommitOursAsync(ours, hostId ?? Guid.Empty);
        }
        catch (Exception exception)
        {
            Log.Unexpected(logger, exception);
            Answer(ours, WriteStatus.Refused);
        }
    }

    private async Task CommitOursAsync(List<Item> items, Guid hostId)
    {
        TimeSpan wait = FirstWait;
        while (items.Count > 0)
        {
            try
            {
                await WriteAsync(items, hostId);
                return;
            }
            catch (DurableStoreUnavailableException) when (!abandoned.IsCancellationRequested)
            {
                LeftBehind?.Invoke();
                await Task.Delay(wait, TimeProvider.System);
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
            }
            catch (PostgresException exception)
            {
                await IsolateAsync(items, hostId, exception);
                return;
            }
        }
    }

    // One item in the group cannot be stored: each alone shows which.
    private async Task IsolateAsync(List<Item> items, Guid hostId, PostgresException exception)
    {
        if (items.Count > 1)
        {
            foreach (Item item in items)
            {
                await CommitOursAsync([item], hostId);
            }

            return;
        }

        bool fenced = PostgresErrors.IsFenced(exception);
        items[0].Source.TrySetResult(new WriteResult(
            fenced ? WriteStatus.Refused : WriteStatus.Invalid, Error: fenced ? null : exception));
    }

    private async Task WriteAsync(List<Item> items, Guid hostId)
    {
        List<CheckpointWrite> checkpoints = [.. items.Select(static item => item.Checkpoint).OfType<CheckpointWrite>()];
        List<ActivityWrite> results = [.. items.Select(static item => item.Result).OfType<ActivityWrite>()];
        int wanted = checkpoints.Sum(static write =>
            write.Episode.Actions.Count(static action => action.Step.Kind == EventKind.TaskScheduled));
        int places = wanted > 0 && Activities is { } starter ? starter.Reserve(wanted) : 0;
        try
        {
            var batch = new CheckpointBatch(hub, hostId);
            int instances = InstancePlaces?.Invoke() ?? 0;
            Written written = await database.RunAsync(
                command => batch.Fill(command, checkpoints, results, places, instances),
                (reader, token) => ReadAsync(reader, hostId, token),
                CancellationToken.None);
            places -= written.Started.Count;
            Start(written, written.Started.Count < wanted, results.Count > 0 && written.Claimed.Count == 0);
            foreach (Item item in items)
            {
                item.Source.TrySetResult(item.Checkpoint is { } checkpoint
                    ? written.Updates[checkpoint.Instance.Key] : new WriteResult(WriteStatus.Stored));
            }
        }
        finally
        {
            Activities?.Release(places);
        }
    }

    private void Start(Written written, bool activitiesWait, bool instancesWait)
    {
        written.Started.ForEach(activity => Activities!.StartReserved(activity));
        foreach (ClaimedInstance instance in written.Claimed)
        {
            if (written.Updates.TryGetValue(instance.Key, out WriteResult? update))
            {
                written.Updates[instance.Key] = update with { NextDueIn = null };
            }

            StartInstance!(instance);
        }

        if (activitiesWait)
        {
            Activities?.NoteWaiting();
        }

        if (instancesWait)
        {
            Woken?.Invoke();
        }
    }

    private static async Task<Written> ReadAsync(NpgsqlDataReader reader, Guid hostId, CancellationToken cancellationToken)
    {
        var written = new Written([], [], []);
        do
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                // The result sets tell themselves apart by their width: guards 1, updated instances 3, new activities 7,
                // claimed instances 17.
                if (reader.FieldCount == 3)
                {
                    written.Updates[reader.GetInt64(0)] = ReadUpdate(reader);
                }
                else if (reader.FieldCount == 7 && reader.GetBoolean(6))
                {
                    written.Started.Add(ReadActivity(reader, hostId));
                }
                else if (reader.FieldCount == ClaimedRow.Width)
                {
                    written.Claimed.Add(ClaimedRow.Read(reader, hostId));
                }
            }
        }
        while (await reader.NextResultAsync(cancellationToken));
        return written;
    }

    private static WriteResult ReadUpdate(NpgsqlDataReader reader) =>
        new(WriteStatus.Stored, reader.GetDateTime(1), reader.IsDBNull(2) ? null : reader.GetTimeSpan(2));

    private static ClaimedActivity ReadActivity(NpgsqlDataReader reader, Guid hostId) => new(
        hostId, reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetInt32(3), reader.GetString(4),
        reader.Text(5), 0);

    private static void Answer(IEnumerable<Item> items, WriteStatus status)
    {
        foreach (Item item in items)
        {
            item.Source.TrySetResult(new WriteResult(status));
        }
    }

    private sealed record Written(
        Dictionary<long, WriteResult> Updates, List<ClaimedActivity> Started, List<ClaimedInstance> Claimed);

    private sealed class Item
    {
        public CheckpointWrite? Checkpoint { get; init; }

        public ActivityWrite? Result { get; init; }

        public Guid HostId => Checkpoint?.Instance.HostId ?? Result!.Activity.HostId;

        public TaskCompletionSource<WriteResult> Source { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
