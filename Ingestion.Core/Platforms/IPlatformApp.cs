namespace Ingestion.Core.Platforms;

/// <summary>The application that is registered at a platform.</summary>
internal interface IPlatformApp
{
    /// <summary>Its public id; null when none is set.</summary>
    string? ClientId { get; }

    /// <summary>Its secret; null when none is set.</summary>
    string? ClientSecret { get; }

    bool IsComplete => !string.IsNullOrEmpty(ClientId) && !string.IsNullOrEmpty(ClientSecret);
}
