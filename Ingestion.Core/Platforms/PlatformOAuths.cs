using System.Collections.Frozen;

namespace Ingestion.Core.Platforms;

/// <summary>The platforms where accounts sign in, by name.</summary>
internal sealed class PlatformOAuths(IEnumerable<IPlatformOAuth> platforms)
{
    private readonly FrozenDictionary<string, IPlatformOAuth> byName =
        platforms.ToFrozenDictionary(platform => platform.Platform, StringComparer.Ordinal);

    /// <summary>Null for a platform that is read with the application's own token.</summary>
    internal IPlatformOAuth? Find(string platform) => byName.GetValueOrDefault(platform);
}
