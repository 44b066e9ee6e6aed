using System.ComponentModel.DataAnnotations;

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

    /// <summary>Calls of the application to one endpoint within any minute.</summary>
    /// <value>Default 600.</value>
    [Range(1, 1_000_000)]
    public int CallsPerMinute { get; init; } = 600;
}
