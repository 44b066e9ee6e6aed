using System.ComponentModel.DataAnnotations;

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

    /// <summary>Quota units of the application from midnight to midnight in California.</summary>
    /// <value>Default 10,000; Google grants more on request.</value>
    [Range(1, 1_000_000_000)]
    public int DailyUnits { get; init; } = 10_000;

    /// <summary>Calls of <c>search.list</c> in such a day, which are counted apart.</summary>
    /// <value>Default 100.</value>
    [Range(1, 1_000_000)]
    public int DailySearches { get; init; } = 100;

    /// <summary>Calls of <c>videos.insert</c> in such a day, which are counted apart.</summary>
    /// <value>Default 100.</value>
    [Range(1, 1_000_000)]
    public int DailyInserts { get; init; } = 100;

    /// <summary>How long a sync waits for others of its owner, so that one call asks for all their channels.</summary>
    /// <value>Default half a second; zero does not wait.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan ChannelGatherTime { get; init; } = TimeSpan.FromMilliseconds(500);
}
