namespace Ingestion.Bench.Servers;

/// <summary>What a functions host of a benchmark is connected with.</summary>
internal sealed record HostInput
{
    public required string PostgresConnectionString { get; init; }

    public required string BlobConnectionString { get; init; }

    public required Uri ProviderUrl { get; init; }

    /// <summary>Settings that differ from the defaults.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();
}
