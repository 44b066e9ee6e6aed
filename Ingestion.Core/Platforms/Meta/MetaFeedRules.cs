namespace Ingestion.Core.Platforms.Meta;

/// <summary>What differs between the posts of Instagram and those of Facebook Pages.</summary>
internal sealed record MetaFeedRules
{
    /// <summary>Host and version: <c>https://graph.instagram.com/v25.0</c>.</summary>
    public required string Graph { get; init; }

    /// <summary>The edge of an account that lists its posts, which is the endpoint's name too: <c>media</c>.</summary>
    public required string Edge { get; init; }

    /// <summary>The endpoint of one post's insights: <c>media.insights</c>.</summary>
    public required string InsightsEndpoint { get; init; }

    /// <summary>The fields of a post.</summary>
    public required string Fields { get; init; }

    /// <summary>The field that says when it was published.</summary>
    public required string TimeField { get; init; }

    /// <summary>Posts of a page.</summary>
    public required int PageSize { get; init; }

    /// <summary>The metrics of a post.</summary>
    public required IReadOnlyList<MetaGroup> Groups { get; init; }
}
