using System.Collections.Frozen;

namespace Ingestion.Core.Providers.BrightData;

/// <summary>The platforms that can be crawled and the hosts that belong to each; a subdomain belongs as well.</summary>
public static class PlatformHosts
{
    private static readonly FrozenDictionary<string, string[]> Hosts = new Dictionary<string, string[]>
    {
        ["facebook"] = ["facebook.com", "fb.com", "fb.watch"],
        ["instagram"] = ["instagram.com"],
        ["tiktok"] = ["tiktok.com"],
        ["youtube"] = ["youtube.com", "youtu.be"],
        ["x"] = ["x.com", "twitter.com"],
        ["linkedin"] = ["linkedin.com"],
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The platform names, lower case, sorted.</summary>
    public static IReadOnlyList<string> Platforms { get; } = [.. Hosts.Keys.Order(StringComparer.Ordinal)];

    /// <summary>
    /// The name that this service stores for a platform: lower case, <c>twitter</c> as <c>x</c>; null when unknown.
    /// </summary>
    /// <param name="platform">A name as sent by a caller, for example <c>Twitter</c>.</param>
    public static string? Normalize(string? platform)
    {
        var name = platform?.Trim().ToLowerInvariant();
        return name switch
        {
            null => null,
            "twitter" => "x",
            _ => Hosts.ContainsKey(name) ? name : null,
        };
    }

    /// <summary>True when the host of <paramref name="url"/> is one of the platform's hosts or a subdomain of one.</summary>
    /// <param name="platform">A platform name; an unknown one owns no host.</param>
    /// <param name="url">An absolute URL.</param>
    public static bool Owns(string platform, Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return Normalize(platform) is { } name
            && url.IsAbsoluteUri
            && Hosts[name].Any(host => IsHostOrSubdomain(url.IdnHost.TrimEnd('.'), host));
    }

    /// <summary>The hosts of a platform, for messages; empty for an unknown one.</summary>
    /// <param name="platform">A platform name, for example <c>facebook</c>.</param>
    public static IReadOnlyList<string> Of(string platform) => Normalize(platform) is { } name ? Hosts[name] : [];

    private static bool IsHostOrSubdomain(string host, string allowed) =>
        host.EndsWith(allowed, StringComparison.OrdinalIgnoreCase)
        && (host.Length == allowed.Length || host[^(allowed.Length + 1)] == '.');
}
