using Ingestion.Core.RateLimits;

namespace Ingestion.Tests.RateLimits;

/// <summary>The ledger of several hosts of one process.</summary>
internal sealed class MemoryRateLedger(RateLimitOptions options, TimeProvider time) : IRateLedger
{
    private readonly Lock gate = new();
    private RateLedgerState state = new();

    public RateLedgerState State
    {
        get
        {
            lock (gate)
            {
                return state;
            }
        }
    }

    public int Exchanges { get; private set; }

    public Task<RateGrant> ExchangeAsync(RateReport report, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            Exchanges++;
            (state, var grant) = state.Apply(report, time.GetUtcNow(), options);
            return Task.FromResult(grant);
        }
    }
}
