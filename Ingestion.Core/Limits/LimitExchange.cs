namespace Ingestion.Core.Limits;

/// <summary>What one host tells the ledger of a platform, and asks of it.</summary>
internal sealed record LimitExchange
{
    /// <summary>A name that no other host has.</summary>
    public required string Host { get; init; }

    /// <summary>Calls waiting for their turn, first come first.</summary>
    public IReadOnlyList<LimitedCall> Asks { get; init; } = [];

    /// <summary>Calls let through since the last exchange from what the host had leased.</summary>
    public IReadOnlyList<LimitedCall> Taken { get; init; } = [];

    /// <summary>Calls that have ended since the last exchange.</summary>
    public IReadOnlyList<LimitAnswer> Answers { get; init; } = [];

    /// <summary>Every call under way, those in <see cref="Taken"/> included.</summary>
    public IReadOnlyList<LimitedCall> UnderWay { get; init; } = [];

    /// <summary>Limits of which the host gives back what it had leased.</summary>
    public IReadOnlyCollection<LimitUse> Returned { get; init; } = [];

    /// <summary>What the host has leased and keeps, by the limit's key.</summary>
    public IReadOnlyDictionary<string, long> Kept { get; init; } = new Dictionary<string, long>();

    /// <summary>Every limit that the exchange is about, once.</summary>
    internal IReadOnlyList<LimitUse> UsesBy(LimitRules rules) =>
    [
        .. Asks.Concat(Taken).Concat(Answers.Select(answer => answer.Call)).SelectMany(rules.Of)
            .Concat(Returned)
            .DistinctBy(use => use.Key, StringComparer.Ordinal),
    ];
}
