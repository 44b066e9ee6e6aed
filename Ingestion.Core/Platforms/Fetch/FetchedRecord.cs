using System.Text.Json;

namespace Ingestion.Core.Platforms.Fetch;

/// <summary>One item as the platform sent it, and what was asked about it besides.</summary>
/// <param name="Kind"><see cref="Profile"/> or <see cref="Post"/>.</param>
/// <param name="Item">The item.</param>
internal sealed record FetchedRecord(string Kind, JsonElement Item)
{
    /// <summary>The account itself.</summary>
    internal const string Profile = "profile";

    /// <summary>A post, video, track or album.</summary>
    internal const string Post = "post";

    /// <summary>Answers about the item's insights.</summary>
    public IReadOnlyList<JsonElement> Insights { get; init; } = [];

    /// <summary>The day that was asked for, where the answers about insights do not name it; else null.</summary>
    public DateOnly? InsightsDate { get; init; }

    /// <summary>Objects that the item points to, where the platform sends them beside it.</summary>
    public IReadOnlyList<JsonElement> Includes { get; init; } = [];
}
