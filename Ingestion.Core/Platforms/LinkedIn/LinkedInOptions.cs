using System.ComponentModel.DataAnnotations;

namespace Ingestion.Core.Platforms.LinkedIn;

/// <summary>The application that is registered at LinkedIn. Settings <c>LinkedIn__*</c>; without them nobody can sign in there.</summary>
public sealed class LinkedInOptions : IPlatformApp
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "LinkedIn";

    /// <summary>Its public id.</summary>
    /// <value>Default none.</value>
    public string? ClientId { get; init; }

    /// <summary>Its secret.</summary>
    /// <value>Default none.</value>
    public string? ClientSecret { get; init; }

    /// <summary>Month of the API, <c>YYYYMM</c>. Each lives for about twelve months; then every call answers 426.</summary>
    /// <value>Default <c>202607</c>.</value>
    [RegularExpression("^20[0-9]{2}(0[1-9]|1[0-2])$")]
    public string ApiVersion { get; init; } = "202607";

    /// <summary>Calls of the application to one endpoint in a day (UTC), as the developer portal shows.</summary>
    /// <value>Default none: known from refusals only.</value>
    [Range(1, 100_000_000)]
    public int? DailyCallsPerApplication { get; init; }

    /// <summary>Calls for one member to one endpoint in a day (UTC), as the developer portal shows.</summary>
    /// <value>Default none: known from refusals only.</value>
    [Range(1, 100_000_000)]
    public int? DailyCallsPerMember { get; init; }
}
