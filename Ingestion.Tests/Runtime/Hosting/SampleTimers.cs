using System.Threading.Channels;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Tests.Runtime.Hosting;

/// <summary>Timer functions; each class is one case.</summary>
public sealed class SampleTimers(TimerFirings firings)
{
    [Function("EveryMinute")]
    public Task EveryMinute([TimerTrigger("%Schedule%")] TimerInfo timer) => firings.AddAsync(timer);
}

/// <summary>Fires at the start.</summary>
public sealed class SampleStartTimer(TimerFirings firings)
{
    [Function("AtStart")]
    public Task AtStart([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true, UseMonitor = false)] TimerInfo timer) => firings.AddAsync(timer);
}

/// <summary>What fired, and a gate that a firing waits at.</summary>
public sealed class TimerFirings
{
    private readonly Channel<TimerInfo> _fired = Channel.CreateUnbounded<TimerInfo>();

    public Task Gate { get; set; } = Task.CompletedTask;

    public int Count => _fired.Reader.Count;

    public async Task AddAsync(TimerInfo timer)
    {
        await _fired.Writer.WriteAsync(timer);
        await Gate;
    }

    public Task<TimerInfo> NextAsync() => _fired.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(3));
}
