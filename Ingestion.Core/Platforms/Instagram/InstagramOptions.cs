using System.ComponentModel.DataAnnotations;

namespace Ingestion.Core.Platforms.Instagram;

/// <summary>The application that is registered at Meta for Instagram Login. Settings <c>Instagram__*</c>; without them nobody can sign in there.</summary>
public sealed class InstagramOptions : IPlatformApp
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Instagram";

    /// <summary>Its public id.</summary>
    /// <value>Default none.</value>
    public string? ClientId { get; init; }

    /// <summary>Its secret.</summary>
    /// <value>Default none.</value>
    public string? ClientSecret { get; init; }

    /// <summary>Version of the Graph API.</summary>
    /// <value>Default <c>v25.0</c>.</value>
    [RegularExpression("^v[0-9]+\\.[0-9]+$")]
    public string GraphVersion { get; init; } = "v25.0";

    /// <summary>
    /// The percentage of what Meta allows, by its headers, at which calls stop: it is of the past, and calls under way come on top.
    /// </summary>
    /// <value>Default 90.</value>
    [Range(1, 100)]
    public int StopAtPercent { get; init; } = 90;

    /// <summary>How long calls stop then, when Meta does not say.</summary>
    /// <value>Default 15 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan UsagePause { get; init; } = TimeSpan.FromMinutes(15);
}
