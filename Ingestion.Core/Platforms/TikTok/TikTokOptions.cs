namespace Ingestion.Core.Platforms.TikTok;

/// <summary>The application that is registered at TikTok. Settings <c>TikTok__*</c>; without them nobody can sign in there.</summary>
public sealed class TikTokOptions : IPlatformApp
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "TikTok";

    /// <summary>Its public id, there called client key.</summary>
    /// <value>Default none.</value>
    public string? ClientId { get; init; }

    /// <summary>Its secret.</summary>
    /// <value>Default none.</value>
    public string? ClientSecret { get; init; }
}
