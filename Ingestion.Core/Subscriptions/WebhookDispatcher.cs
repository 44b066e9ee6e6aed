using Ingestion.Core.Errors;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Subscriptions;

/// <summary>
/// Brings events to the owners' receivers: at least once, one host per receiver at a time, some receivers at once. Those that are slow or
/// do not answer have places of their own, so that they keep nobody else waiting.
/// </summary>
public sealed class WebhookDispatcher
{
    private const int FastPlacesPerSlowOne = 4;

    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    // Below the limit that a host sets to a function by default.
    private static readonly TimeSpan RunLength = TimeSpan.FromMinutes(4);

    // An attempt that began in the last moment of a turn, and what is to be written then.
    private static readonly TimeSpan LeaseMargin = TimeSpan.FromSeconds(5);

    private readonly WebhookFanOut fanOut;
    private readonly TurnStore store;
    private readonly WebhookTurn turn;
    private readonly WebhookOptions options;
    private readonly TimeProvider clock;

    internal WebhookDispatcher(
        WebhookFanOut fanOut, TurnStore store, WebhookTurn turn, IOptions<WebhookOptions> options, TimeProvider clock)
    {
        this.fanOut = fanOut;
        this.store = store;
        this.turn = turn;
        this.options = options.Value;
        this.clock = clock;
    }

    private TimeSpan Lease => WebhookTurn.Length + options.Timeout + LeaseMargin;

    /// <summary>Sends what is due, also what becomes due meanwhile. Returns when nothing is left, or after some minutes.</summary>
    /// <param name="cancellationToken">Breaks attempts off; they are made again when the lease of their receiver is over.</param>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        long started = clock.GetTimestamp();
        await store.TidyAsync(cancellationToken);
        List<Task> fast = [];
        List<Task> slow = [];
        try
        {
            while (clock.GetElapsedTime(started) < RunLength)
            {
                await fanOut.RunAsync(cancellationToken);
                await FillAsync(fast, options.MaxConcurrent, isSlow: false, cancellationToken);
                await FillAsync(slow, Math.Max(1, options.MaxConcurrent / FastPlacesPerSlowOne), isSlow: true, cancellationToken);
                if (fast.Count + slow.Count == 0)
                {
                    return;
                }

                await Task.WhenAny([.. fast, .. slow, Task.Delay(LookInterval, clock, cancellationToken)]);
                await LeaveAsync(fast);
                await LeaveAsync(slow);
            }
        }
        finally
        {
            await Task.WhenAll([.. fast, .. slow]);
        }
    }

    /// <summary>Makes the places of turns that have ended free.</summary>
    private static async Task LeaveAsync(List<Task> turns)
    {
        foreach (Task ended in turns.Where(turn => turn.IsCompleted).ToArray())
        {
            turns.Remove(ended);
            await ended;
        }
    }

    private async Task FillAsync(List<Task> turns, int places, bool isSlow, CancellationToken cancellationToken)
    {
        if (places == turns.Count)
        {
            return;
        }

        var leaseId = Guid.NewGuid();
        foreach (WebhookTarget webhook in await store.ClaimAsync(isSlow, places - turns.Count, leaseId, Lease, cancellationToken))
        {
            turns.Add(turn.RunAsync(webhook, leaseId, cancellationToken));
        }
    }
}
