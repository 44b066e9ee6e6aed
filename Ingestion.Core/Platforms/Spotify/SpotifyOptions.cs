using System.ComponentModel.DataAnnotations;

namespace Ingestion.Core.Platforms.Spotify;

/// <summary>The application that is registered at Spotify. Settings <c>Spotify__*</c>; without them artists cannot be read.</summary>
public sealed class SpotifyOptions : IPlatformApp
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Spotify";

    /// <summary>Its public id.</summary>
    /// <value>Default none.</value>
    public string? ClientId { get; init; }

    /// <summary>Its secret.</summary>
    /// <value>Default none.</value>
    public string? ClientSecret { get; init; }

    /// <summary>
    /// Whether Spotify has granted the application extended quota. One in development mode is given neither followers nor top tracks, so
    /// that they are not asked for.
    /// </summary>
    /// <value>Default false.</value>
    public bool HasExtendedQuota { get; init; }

    /// <summary>The country whose catalogue is read: two letters.</summary>
    /// <value>Default <c>US</c>.</value>
    [RegularExpression("^[A-Z]{2}$")]
    public string Market { get; init; } = "US";
}
