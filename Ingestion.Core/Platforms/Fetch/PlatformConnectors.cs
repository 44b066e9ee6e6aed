using System.Collections.Frozen;

namespace Ingestion.Core.Platforms.Fetch;

/// <summary>The connectors, by platform.</summary>
internal sealed class PlatformConnectors(IEnumerable<IPlatformConnector> connectors)
{
    private readonly FrozenDictionary<string, IPlatformConnector> byName =
        connectors.ToFrozenDictionary(connector => connector.Platform, StringComparer.Ordinal);

    /// <summary>Null for a platform that cannot be read through its API yet.</summary>
    internal IPlatformConnector? Find(string platform) => byName.GetValueOrDefault(platform);
}
