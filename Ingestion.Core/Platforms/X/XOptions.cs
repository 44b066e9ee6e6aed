namespace Ingestion.Core.Platforms.X;

/// <summary>The application that is registered at X. Settings <c>X__*</c>; without them nobody can sign in there.</summary>
public sealed class XOptions : IPlatformApp
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "X";

    /// <summary>Its public id.</summary>
    /// <value>Default none.</value>
    public string? ClientId { get; init; }

    /// <summary>Its secret.</summary>
    /// <value>Default none.</value>
    public string? ClientSecret { get; init; }
}
