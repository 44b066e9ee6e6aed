using System.Collections.Concurrent;
using Functions.Runtime.Storage;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Functions.Runtime.Engine;

/// <summary>Runs claimed activities, as many at once as there are places, and stores their results.</summary>
internal sealed class ActivityRunner(
    FunctionRegistry registry, DurableEngineOptions options, EngineWriter writer, HostLease lease, ILogger logger)
    : IActivityStarter, IDisposable
{
    private readonly ConcurrentDictionary<long, ClaimedActivity> inFlight = new();
    private readonly CancellationTokenSource draining = new();
    private int used;

    /// <summary>Called after each activity.</summary>
    public Action? Finished { get; set; }

    /// <summary>Called when activities wait for whoever claims them.</summary>
    public Action? Waiting { get; set; }

    /// <summary>Called when a claimed row may have been left behind.</summary>
    public Action? LeftBehind { get; set; }

    public int FreePlaces => options.MaxConcurrentActivities - Volatile.Read(ref used);

    public int Count => inFlight.Count;

    public long[] Ids => [.. inFlight.Keys];

    /// <summary>Asks the running activities to end.</summary>
    public void BeginDrain() => draining.Cancel();

    public void NoteWaiting() => Waiting?.Invoke();

    public int Reserve(int wanted)
    {
        while (true)
        {
            int now = Volatile.Read(ref used);
            int granted = draining.IsCancellationRequested ? 0 : Math.Clamp(options.MaxConcurrentActivities - now, 0, wanted);
            if (granted == 0 || Interlocked.CompareExchange(ref used, now + granted, now) == now)
            {
                return granted;
            }
        }
    }

    public void Release(int places)
    {
        if (places > 0)
        {
            Interlocked.Add(ref used, -places);
        }
    }

    public void StartReserved(ClaimedActivity activity)
    {
        inFlight[activity.Id] = activity;
        ThreadPool.UnsafeQueueUserWorkItem(
            static item => _ = item.Self.RunAsync(item.Activity), (Self: this, Activity: activity), preferLocal: false);
    }

    public void Dispose() => draining.Dispose();

    private async Task RunAsync(ClaimedActivity activity)
    {
        try
        {
            if (await ExecuteAsync(activity) is { } result)
            {
                await StoreAsync(result);
            }
        }
        catch (Exception exception)
        {
            Log.Unexpected(logger, exception);
            LeftBehind?.Invoke();
        }
        finally
        {
            inFlight.TryRemove(activity.Id, out _);
            Release(1);
            Finished?.Invoke();
        }
    }

    private async Task StoreAsync(ActivityWrite result)
    {
        WriteResult answer = await writer.StoreAsync(result);
        if (answer.Status == WriteStatus.Invalid)
        {
            ClaimedActivity activity = result.Activity;
            Log.ResultInvalid(logger, answer.Error!, activity.Name, activity.TaskId, activity.InstanceId);
            await writer.StoreAsync(Failed(activity, TaskFailureDetails.FromException(answer.Error!)));
        }
    }

    /// <summary>Runs an activity; null when it was interrupted and is to run again.</summary>
    private async Task<ActivityWrite?> ExecuteAsync(ClaimedActivity activity)
    {
        if (activity.Attempts >= options.MaxDeliveryCount)
        {
            return Failed(activity, Failures.PoisonActivity(activity));
        }

        if (!registry.Activities.TryGetValue(activity.Name, out ActivityDelegate? run))
        {
            return Failed(activity, Failures.UnknownActivity(activity.Name, registry));
        }

        CancellationToken lost = lease.Current is { } registration && registration.HostId == activity.HostId
            ? registration.Lost : CancellationToken.None;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(draining.Token, lost);
        try
        {
            Task<object?> work = run(
                new ActivityCall(activity.InstanceId, activity.Name, activity.TaskId, activity.Input), stop.Token);
            return await IsOutOfTimeAsync(work)
                ? await GiveUpAsync(activity, work, stop)
                : new ActivityWrite(activity, EventKind.TaskCompleted, DurableJson.Serialize(await work));
        }
        catch (Exception exception) when (stop.IsCancellationRequested && IsCancellation(exception))
        {
            Log.ActivityInterrupted(logger, activity.Name, activity.TaskId, activity.InstanceId);
            return null;
        }
        catch (Exception exception)
        {
            Log.ActivityFailed(logger, exception, activity.Name, activity.TaskId, activity.InstanceId);
            return Failed(activity, TaskFailureDetails.FromException(exception));
        }
    }

    private static bool IsCancellation(Exception? exception) => exception switch
    {
        null => false,
        OperationCanceledException => true,
        AggregateException many => many.InnerExceptions.Any(IsCancellation),
        _ => IsCancellation(exception.InnerException),
    };

    private static ActivityWrite Failed(ClaimedActivity activity, TaskFailureDetails failure) =>
        new(activity, EventKind.TaskFailed, FailureJson.Write(failure));

    private async Task<bool> IsOutOfTimeAsync(Task work)
    {
        if (options.FunctionTimeout == Timeout.InfiniteTimeSpan || work.IsCompleted)
        {
            return false;
        }

        using var timer = new CancellationTokenSource();
        Task first = await Task.WhenAny(work, Task.Delay(options.FunctionTimeout, TimeProvider.System, timer.Token));
        await timer.CancelAsync();
        return first != work;
    }

    private async Task<ActivityWrite> GiveUpAsync(ClaimedActivity activity, Task work, CancellationTokenSource stop)
    {
        _ = work.ContinueWith(
            static ended => _ = ended.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
        await stop.CancelAsync();
        return Failed(activity, Failures.TimedOut(activity.Name, options.FunctionTimeout));
    }
}
