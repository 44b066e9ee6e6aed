using Microsoft.Extensions.Hosting;

namespace Functions.Runtime.Hosting;

/// <summary>Fires the timer functions of a host while it runs.</summary>
internal sealed class TimerService(
    IReadOnlyList<TimerSchedule> schedules, TimerStore store, FunctionRuntime runtime, TimerContext context) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly List<TimerRunner> _runners = [.. schedules.Select(one => new TimerRunner(one, store, runtime, context))];
    private readonly List<Task> _running = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_runners.Count == 0)
        {
            return;
        }

        await store.CreateAsync(cancellationToken);
        Keep(_runners.Select(runner => runner.RunAsync(_stopping.Token, _abort.Token)));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        Task all = All();
        try
        {
            await all.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!all.IsCompleted)
        {
            await _abort.CancelAsync();
        }
    }

    /// <summary>Starts a run of a timer function and does not wait for its end.</summary>
    /// <returns>Whether there is a timer function of this name.</returns>
    public bool TryRunNow(string name)
    {
        TimerRunner? runner = _runners.Find(one => string.Equals(one.Function.Name, name, StringComparison.OrdinalIgnoreCase));
        if (runner is not null && !_stopping.IsCancellationRequested)
        {
            Keep([ObserveAsync(runner)]);
        }

        return runner is not null;
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _abort.Dispose();
        _runners.ForEach(runner => runner.Dispose());
    }

    private async Task ObserveAsync(TimerRunner runner)
    {
        // The answer to the request that asked for it does not wait for the function's first await either.
        await Task.Yield();
        try
        {
            await runner.RunOnceAsync(_abort.Token);
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            // The host stops.
        }
        catch (Exception fault)
        {
            Log.FunctionFailed(context.Logger, fault, runner.Function.Name);
        }
    }

    private void Keep(IEnumerable<Task> tasks)
    {
        lock (_running)
        {
            _running.RemoveAll(task => task.IsCompleted);
            _running.AddRange(tasks);
        }
    }

    private Task All()
    {
        lock (_running)
        {
            return Task.WhenAll(_running);
        }
    }
}
