namespace Ingestion.Core.Platforms.Spotify;

/// <summary>The application that is registered at Spotify. Settings <c>Spotify__*</c>; without them nobody can sign in there.</summary>
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
}
