namespace Ingestion.Core.Platforms.Fetch;

/// <summary>The parts of a sync, in their order. A connector that needs no part leaves it out.</summary>
public static class FetchPhases
{
    /// <summary>The account itself.</summary>
    public const string Profile = "profile";

    /// <summary>Its posts, page by page.</summary>
    public const string Posts = "posts";

    /// <summary>What has to be asked for post by post.</summary>
    public const string Insights = "insights";
}
