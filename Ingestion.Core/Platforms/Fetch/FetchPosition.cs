namespace Ingestion.Core.Platforms.Fetch;

/// <summary>Where a sync stands in what a platform has of an account. Kept in an orchestration's history: small, and no secret.</summary>
/// <param name="Phase">A name of <see cref="FetchPhases"/>.</param>
/// <param name="Cursor">The platform's own cursor of the page; null for the first one of the phase.</param>
/// <param name="Source">What is paged through, where the platform names it: the playlist of a channel's uploads.</param>
public sealed record FetchPosition(string Phase, string? Cursor = null, string? Source = null)
{
    /// <summary>The beginning.</summary>
    public static FetchPosition Start { get; } = new(FetchPhases.Profile);
}
