using Functions.Runtime.Storage;
using Microsoft.Extensions.Logging;

namespace Functions.Runtime.Engine;

/// <summary>Claims work in batches and hands it to the runners. Idle, it looks once per poll interval, or when it is told that
/// there is work.</summary>
internal sealed class Dispatcher : IDisposable
{
    private const int MaxBatch = 128;
    private static readonly TimeSpan AwayWait = TimeSpan.FromMilliseconds(250);

    private readonly WorkClaims claims;
    private readonly OrchestrationRunner orchestrations;
    private readonly ActivityRunner activities;
    private readonly HostLease lease;
    private readonly ILogger logger;
    private readonly AsyncSignal signal = new();
    private volatile bool hasStray;
    private volatile bool hasInstances = true;
    private volatile bool hasActivities = true;
    private long lastActivityLook;

    public Dispatcher(
        WorkClaims claims, OrchestrationRunner orchestrations, ActivityRunner activities, HostLease lease, ILogger logger)
    {
        this.claims = claims;
        this.orchestrations = orchestrations;
        this.activities = activities;
        this.lease = lease;
        this.logger = logger;
        orchestrations.Finished = NoteDue;
        orchestrations.LeftBehind = NoteStray;
        activities.Finished = NoteFreePlace;
        activities.Waiting = NoteWaitingActivities;
        activities.LeftBehind = NoteStray;
        lease.Changed = OnLeaseChanged;
    }

    public required TimeSpan PollInterval { get; init; }

    /// <summary>There is work now.</summary>
    public void Wake() => signal.Set();

    /// <summary>Rows may carry our mark although we do not know of them.</summary>
    public void NoteStray()
    {
        hasStray = true;
        signal.Set();
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        bool isAway = false;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                TimeSpan wait = await ClaimAsync(stopping);
                isAway = false;
                await signal.WaitAsync(wait, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                hasStray = true;
                if (!isAway)
                {
                    isAway = true;
                    Log.StoreAway(logger, exception);
                }

                await signal.WaitAsync(AwayWait, CancellationToken.None);
            }
        }
    }

    public void Dispose() => signal.Dispose();

    private async Task<TimeSpan> ClaimAsync(CancellationToken stopping)
    {
        if (lease.Current is not { } registration)
        {
            return PollInterval;
        }

        if (hasStray)
        {
            hasStray = false;
            await claims.ReleaseStrayAsync(registration.HostId, orchestrations.Keys, activities.Ids, CancellationToken.None);
        }

        int instances = Math.Clamp(orchestrations.FreePlaces, 0, MaxBatch);
        int places = IsTimeForActivities() ? activities.Reserve(MaxBatch) : 0;
        ClaimResult claimed;
        try
        {
            claimed = await claims.ClaimAsync(registration.HostId, instances, places, CancellationToken.None);
        }
        catch
        {
            activities.Release(places);
            throw;
        }

        activities.Release(places - claimed.Activities.Count);
        claimed.Activities.ForEach(activities.StartReserved);
        claimed.Instances.ForEach(orchestrations.Start);
        hasInstances = claimed.Instances.Count == instances;
        hasActivities = (places == 0 && hasActivities) || (places > 0 && claimed.Activities.Count == places);
        bool goOn = (instances > 0 && hasInstances) || (places > 0 && hasActivities);
        return goOn && !stopping.IsCancellationRequested ? TimeSpan.Zero : NextLook(claimed.NextDueIn);
    }

    // A look reserves places, which new activities of this host's own instances could use without being claimed.
    private bool IsTimeForActivities()
    {
        long now = TimeProvider.System.GetTimestamp();
        if (!hasActivities && TimeProvider.System.GetElapsedTime(lastActivityLook, now) < PollInterval * 0.5)
        {
            return false;
        }

        lastActivityLook = now;
        return true;
    }

    private TimeSpan NextLook(TimeSpan? nextDueIn)
    {
        TimeSpan poll = PollInterval * (0.9 + (Random.Shared.NextDouble() * 0.2));
        if (nextDueIn is not { } due || due >= poll)
        {
            return poll;
        }

        // A wait is whole milliseconds; half of one early would be a second look for nothing.
        return due <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(due.TotalMilliseconds));
    }

    private void NoteDue(TimeSpan? nextDueIn)
    {
        if (nextDueIn <= PollInterval || hasInstances)
        {
            signal.Set();
        }
    }

    private void NoteFreePlace()
    {
        if (hasActivities)
        {
            signal.Set();
        }
    }

    private void NoteWaitingActivities()
    {
        hasActivities = true;
        signal.Set();
    }

    private void OnLeaseChanged()
    {
        orchestrations.DropCache();
        hasInstances = true;
        hasActivities = true;
        signal.Set();
    }
}
