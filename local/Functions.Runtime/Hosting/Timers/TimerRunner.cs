using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Functions.Runtime.Hosting;

/// <summary>Fires one timer function: waits for the next occurrence, claims it among the hosts, runs it, records it.</summary>
internal sealed class TimerRunner(TimerSchedule schedule, TimerStore store, FunctionRuntime runtime, TimerContext context) : IDisposable
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    // A firing and a run on demand take turns: a timer never overlaps with itself.
    private readonly SemaphoreSlim _turn = new(1);

    public FunctionDescriptor Function => schedule.Function;

    /// <summary>Fires occurrences until <paramref name="stopping"/>; a firing under way goes on until <paramref name="abort"/>.</summary>
    public async Task RunAsync(CancellationToken stopping, CancellationToken abort)
    {
        try
        {
            // A new timer has last fired just before now, so that an occurrence of this moment is still ahead of it.
            DateTime before = Now.AddMilliseconds(-1);
            DateTime last = await PersistAsync(token => store.EnterAsync(Function.Name, before, token), stopping);
            (DateTime due, bool isPastDue) = FirstDue(last);
            while (!stopping.IsCancellationRequested)
            {
                await WaitUntilAsync(due, stopping);
                TimerClaim claim = await PersistAsync(token => store.ClaimAsync(Function.Name, due, token), stopping);
                if (claim is TimerClaim.Busy)
                {
                    await Task.Delay(RetryDelay, context.Clock, stopping);
                    continue;
                }

                if (claim is TimerClaim.Won)
                {
                    DateTime firedAt = isPastDue ? Now : due;
                    await FireAsync(Info(last, firedAt, isPastDue), firedAt, abort);
                    last = firedAt;
                }

                isPastDue = false;
                due = schedule.NextAfter(Latest(due, Now));
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <summary>Runs the function now, whatever its schedule says. Failures are logged.</summary>
    public Task RunOnceAsync(CancellationToken cancellationToken) => InvokeAsync(Info(default, Now, isPastDue: false), cancellationToken);

    public void Dispose() => _turn.Dispose();

    private DateTime Now => context.Clock.GetUtcNow().UtcDateTime;

    private static DateTime Latest(DateTime one, DateTime other) => one > other ? one : other;

    private (DateTime Due, bool IsPastDue) FirstDue(DateTime last)
    {
        DateTime now = Now;
        DateTime next = schedule.NextAfter(last);
        if (schedule.Trigger.UseMonitor && next < now)
        {
            // All hosts that start now claim the same occurrence, so that one of them makes up for it.
            Log.TimerPastDue(context.Logger, Function.Name, next);
            return (next, true);
        }

        return (schedule.Trigger.RunOnStartup ? now : schedule.NextAfter(now), false);
    }

    private TimerInfo Info(DateTime last, DateTime firedAt, bool isPastDue) => new()
    {
        IsPastDue = isPastDue,
        ScheduleStatus = schedule.Trigger.UseMonitor
            ? new ScheduleStatus { Last = last, Next = schedule.NextAfter(Latest(firedAt, Now)), LastUpdated = last }
            : null,
    };

    private async Task FireAsync(TimerInfo info, DateTime firedAt, CancellationToken abort)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(abort);
        Task renewals = RenewAsync(done.Token);
        await InvokeAsync(info, abort);
        await done.CancelAsync();
        await renewals;
        if (!abort.IsCancellationRequested)
        {
            await PersistAsync(token => FinishAsync(firedAt, token), abort);
        }
    }

    private async Task<bool> FinishAsync(DateTime firedAt, CancellationToken cancellationToken)
    {
        await store.FinishAsync(Function.Name, firedAt, cancellationToken);
        return true;
    }

    private async Task InvokeAsync(TimerInfo info, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        using CancellationTokenSource limit = context.Time.Start(cancellationToken);
        try
        {
            await using var invocation = new FunctionInvocation(Function, runtime) { Timer = info, Token = limit.Token };
            await runtime.RunAsync(invocation);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops; the claim runs out and the occurrence fires again.
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Log.TimedOut(context.Logger, Function.Name, context.Time.Limit);
        }
        catch (Exception fault)
        {
            Log.FunctionFailed(context.Logger, fault, Function.Name);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task RenewAsync(CancellationToken done)
    {
        using var timer = new PeriodicTimer(store.Lease / 3, context.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(done))
            {
                await PersistAsync(
                    async token =>
                    {
                        await store.RenewAsync(Function.Name, token);
                        return true;
                    },
                    done);
            }
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            // The firing is over.
        }
    }

    private async Task WaitUntilAsync(DateTime due, CancellationToken stopping)
    {
        for (TimeSpan left = due - Now; left > TimeSpan.Zero; left = due - Now)
        {
            await Task.Delay(left < LongestDelay ? left : LongestDelay, context.Clock, stopping);
        }
    }

    /// <summary>Repeats a database call until the database answers.</summary>
    private async Task<T> PersistAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await call(cancellationToken);
            }
            catch (Exception fault) when (DatabaseFaults.IsUnavailable(fault))
            {
                Log.TimerStoreAway(context.Logger, Function.Name, fault.Message);
                await Task.Delay(RetryDelay, context.Clock, cancellationToken);
            }
        }
    }
}

/// <summary>What all timers of a host share.</summary>
internal sealed record TimerContext(TimeProvider Clock, InvocationTime Time, ILogger Logger);
