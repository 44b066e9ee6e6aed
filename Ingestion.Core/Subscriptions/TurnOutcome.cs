namespace Ingestion.Core.Subscriptions;

/// <summary>What the attempts of one turn say about the receiver. Several attempts may end at once.</summary>
internal sealed class TurnOutcome
{
    /// <summary>Slower receivers are served apart, so that they take no place of the others.</summary>
    private const int SlowMs = 2000;

    private readonly Lock gate = new();
    private bool isUnavailable;
    private int failed;
    private int delivered;
    private int slowestMs;

    /// <summary>Anything was sent.</summary>
    internal bool HasSent => failed + delivered > 0;

    /// <summary>The receiver wants nothing more.</summary>
    internal bool IsGone { get; private set; }

    /// <summary>The rest of the turn would be in vain.</summary>
    internal bool IsOver => IsGone || isUnavailable;

    /// <summary>The receiver took something.</summary>
    internal bool IsAlive => delivered > 0;

    /// <summary>The receiver needs a rest.</summary>
    internal bool IsFailing => isUnavailable || (failed > 0 && delivered == 0);

    internal bool IsSlow => isUnavailable || slowestMs > SlowMs;

    internal void Add(SendResult result)
    {
        lock (gate)
        {
            isUnavailable |= result.IsUnavailable;
            IsGone |= result.IsGone;
            failed += result.IsDelivered ? 0 : 1;
            delivered += result.IsDelivered ? 1 : 0;
            slowestMs = Math.Max(slowestMs, result.ElapsedMs);
        }
    }
}
