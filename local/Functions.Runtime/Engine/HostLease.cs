using System.Globalization;
using Functions.Runtime.Storage;
using Microsoft.Extensions.Logging;

namespace Functions.Runtime.Engine;

/// <summary>Keeps this process registered. A thread of its own, with a connection of its own, renews the lease, so that neither
/// a starved thread pool nor a busy connection pool can lose it; the same thread buries hosts that no longer renew.</summary>
internal sealed class HostLease : IDisposable
{
    private const int RenewalsPerLease = 3;
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan RetryWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan StopWait = TimeSpan.FromSeconds(2);

    private readonly HostLeases leases;
    private readonly DurableEngineOptions options;
    private readonly ILogger logger;
    private readonly string name;
    private readonly ManualResetEventSlim stopping = new();
    private volatile HostRegistration? current;
    private Thread? thread;
    private bool isAway;

    public HostLease(DurableDatabase database, DurableEngineOptions options, ILogger logger)
    {
        leases = new HostLeases(database.UnpooledConnectionString, options.HubName);
        this.options = options;
        this.logger = logger;
        name = options.HostName ?? string.Create(
            CultureInfo.InvariantCulture, $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}");
    }

    /// <summary>Called on the lease thread when others' work may have become free, or our own was lost.</summary>
    public Action? Changed { get; set; }

    /// <summary>The registration; null before the start and after the stop.</summary>
    public HostRegistration? Current => current;

    /// <summary>Registers and starts renewing. Blocks for the first registration.</summary>
    /// <exception cref="DurableStoreUnavailableException">The database is away.</exception>
    public void Start()
    {
        try
        {
            Register(takeOver: options.HostName is not null);
        }
        catch (Exception exception) when (PostgresErrors.IsUnavailable(exception))
        {
            throw PostgresErrors.Unavailable(exception);
        }

        thread = new Thread(Run) { IsBackground = true, Name = "durable-lease", Priority = ThreadPriority.AboveNormal };
        thread.Start();
    }

    /// <summary>Ends the registration and releases what is left of the work.</summary>
    public void Stop()
    {
        stopping.Set();
        if (thread?.Join(StopWait) == false)
        {
            Log.Unexpected(logger, new TimeoutException("The lease thread did not stop; its lease will run out."));
        }
    }

    public void Dispose()
    {
        Stop();
        current?.Dispose();
        stopping.Dispose();
        leases.Dispose();
    }

    private void Register(bool takeOver)
    {
        var registration = new HostRegistration();
        try
        {
            leases.Register(registration.HostId, name, options.LeaseDuration, takeOver);
        }
        catch
        {
            registration.Dispose();
            throw;
        }

        current = registration;
        Log.Registered(logger, registration.HostId, name, options.HubName);
    }

    private void Run()
    {
        while (!stopping.IsSet)
        {
            TimeSpan wait;
            try
            {
                wait = KeepAlive();
                NoteBack();
            }
            catch (Exception exception)
            {
                NoteAway(exception);
                wait = RetryWait;
            }

            stopping.Wait(wait);
        }

        Unregister();
    }

    private TimeSpan KeepAlive()
    {
        HostRegistration registration = current!;
        if (!leases.Renew(registration.HostId, options.LeaseDuration))
        {
            // No take-over by name here: the host that buried us may bear our name, and would be buried in turn.
            Log.LeaseLost(logger, registration.HostId);
            Register(takeOver: false);
            registration.MarkLost();
            registration.Dispose();
            Changed?.Invoke();
        }

        if (leases.BuryExpired() is > 0 and int buried)
        {
            Log.HostsBuried(logger, buried);
            Changed?.Invoke();
        }

        TimeSpan regular = options.LeaseDuration / RenewalsPerLease;
        TimeSpan next = leases.FirstExpiry(current!.HostId) is { } expiry ? expiry + ShortestWait : regular;
        return next < ShortestWait ? ShortestWait : next < regular ? next : regular;
    }

    private void Unregister()
    {
        HostRegistration registration = current!;
        current = null;
        registration.Dispose();
        try
        {
            leases.Unregister(registration.HostId);
        }
        catch (Exception exception)
        {
            Log.StoreAway(logger, exception);
        }
    }

    private void NoteAway(Exception exception)
    {
        leases.Reset();
        if (!isAway)
        {
            isAway = true;
            Log.StoreAway(logger, exception);
        }
    }

    private void NoteBack()
    {
        if (isAway)
        {
            isAway = false;
            Log.StoreBack(logger);
        }
    }
}
