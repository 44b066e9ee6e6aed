using Microsoft.DurableTask;

namespace Ingestion.Functions.Crawl;

/// <summary>The external events of a crawl, and waits that they cut short.</summary>
internal sealed class CrawlSignals(TaskOrchestrationContext context)
{
    /// <summary>Poll now: the provider's webhook came, or somebody asked for the data.</summary>
    public const string PollNow = nameof(PollNow);

    /// <summary>Stop: somebody cancelled the crawl.</summary>
    public const string Cancel = nameof(Cancel);

    private readonly Task<string> _cancel = context.WaitForExternalEvent<string>(Cancel);
    private Task<string> _pollNow = context.WaitForExternalEvent<string>(PollNow);

    /// <summary>Whether a cancellation was requested.</summary>
    public bool IsCancelled => _cancel.IsCompleted;

    /// <summary>Whether a signal has arrived that no wait has seen; it would be lost by continuing as new.</summary>
    public bool HasUnseen => _pollNow.IsCompleted || _cancel.IsCompleted;

    /// <summary>Waits on a durable timer until a signal comes.</summary>
    /// <param name="delay">Longest wait.</param>
    /// <returns>Whether the time ran out; false when a signal ended the wait.</returns>
    public async Task<bool> WaitAsync(TimeSpan delay)
    {
        using var timerCancellation = new CancellationTokenSource();
        Task timer = context.CreateTimer(delay, timerCancellation.Token);
        Task first = await Task.WhenAny(timer, _pollNow, _cancel);
        if (first == timer)
        {
            return true;
        }

        // Not CancelAsync: its callbacks would leave the orchestrator's thread.
#pragma warning disable CA1849
        timerCancellation.Cancel();
#pragma warning restore CA1849
        if (_pollNow.IsCompleted)
        {
            _pollNow = context.WaitForExternalEvent<string>(PollNow);
        }

        return false;
    }
}
