using Ingestion.Core.Providers.BrightData;

namespace Ingestion.Core.Accounts;

/// <summary>The platforms on which accounts can be connected, by the names that are stored and sent.</summary>
public static class AccountPlatforms
{
    /// <summary>Apple Music: catalogue facts, read with the application's own token.</summary>
    public const string AppleMusic = "apple_music";

    /// <summary>Facebook: Pages.</summary>
    public const string Facebook = "facebook";

    /// <summary>Instagram: professional accounts.</summary>
    public const string Instagram = "instagram";

    /// <summary>LinkedIn: organizations.</summary>
    public const string LinkedIn = "linkedin";

    /// <summary>Spotify: artists, read with the application's own token.</summary>
    public const string Spotify = "spotify";

    /// <summary>TikTok.</summary>
    public const string TikTok = "tiktok";

    /// <summary>X, once Twitter.</summary>
    public const string X = "x";

    /// <summary>YouTube: channels.</summary>
    public const string YouTube = "youtube";

    /// <summary>All names, sorted.</summary>
    public static IReadOnlyList<string> All { get; } = [AppleMusic, Facebook, Instagram, LinkedIn, Spotify, TikTok, X, YouTube];

    /// <summary>Whether the platform is read with tokens of the application alone, so that an account has none of its own.</summary>
    /// <param name="platform">A name of <see cref="All"/>.</param>
    public static bool NeedsNoCredentials(string platform) => platform is AppleMusic or Spotify;

    /// <summary>Whether an account of the platform can be read as a public page through Bright Data.</summary>
    /// <param name="platform">A name of <see cref="All"/>.</param>
    public static bool HasPublicPages(string platform) => PlatformHosts.Platforms.Contains(platform);

    /// <summary>The stored name; null when unknown.</summary>
    /// <param name="platform">As sent by a caller: <c>TikTok</c>, <c>twitter</c>, <c>apple-music</c>.</param>
    public static string? Normalize(string? platform) => platform?.Trim().ToLowerInvariant().Replace('-', '_') switch
    {
        null => null,
        "twitter" => X,
        var name => All.Contains(name) ? name : null,
    };
}
