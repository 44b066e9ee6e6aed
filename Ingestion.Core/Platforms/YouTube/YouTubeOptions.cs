namespace Ingestion.Core.Platforms.YouTube;

/// <summary>The application that is registered at Google. Settings <c>YouTube__*</c>; without them nobody can sign in there.</summary>
public sealed class YouTubeOptions : IPlatformApp
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "YouTube";

    /// <summary>Its public id.</summary>
    /// <value>Default none.</value>
    public string? ClientId { get; init; }

    /// <summary>Its secret.</summary>
    /// <value>Default none.</value>
    public string? ClientSecret { get; init; }
}
