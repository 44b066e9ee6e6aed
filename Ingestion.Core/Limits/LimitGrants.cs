namespace Ingestion.Core.Limits;

/// <summary>What the ledger answers to one host.</summary>
/// <param name="Decisions">One for each call that was asked for, in the same order.</param>
/// <param name="Leased">What the host may take for further calls within the next seconds, by the limit's key.</param>
internal sealed record LimitGrants(IReadOnlyList<LimitDecision> Decisions, IReadOnlyDictionary<string, long> Leased);
