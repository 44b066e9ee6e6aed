using Ingestion.Core.Errors;
using Ingestion.Core.Limits;

namespace Ingestion.Tests.Limits;

/// <summary>The ledger of several hosts of one process, which fails when it is told to.</summary>
internal sealed class MemoryLimitLedger(TimeProvider clock) : ILimitLedger
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, LimitState> states = [];

    public int Exchanges { get; private set; }

    /// <summary>The next exchange fails: before it is worked out, or after, when only its answer is lost.</summary>
    public bool FailsBefore { get; set; }

    public bool FailsAfter { get; set; }

    /// <summary>Held back until it is completed, for tests that want several calls under way at once.</summary>
    public Task Opens { get; set; } = Task.CompletedTask;

    public LimitState State(string key) => states[key];

    public async Task<LimitGrants> ExchangeAsync(LimitRules rules, LimitExchange exchange, CancellationToken cancellationToken)
    {
        await Opens;
        lock (gate)
        {
            Exchanges++;
            Fail(FailsBefore);
            foreach (LimitUse use in exchange.UsesBy(rules))
            {
                states.TryAdd(use.Key, new LimitState());
            }

            LimitGrants grants = new LimitBook(rules, states, new Dictionary<string, CostSum>(), clock.GetUtcNow()).Apply(exchange);
            Fail(FailsAfter);
            return grants;
        }
    }

    private void Fail(bool isTime)
    {
        if (isTime)
        {
            FailsBefore = FailsAfter = false;
            throw new DatabaseUnavailableException("told to fail");
        }
    }
}
