namespace Ingestion.Core.Quality;

/// <summary>The rules that look at one staged profile, as SQL conditions: null counts as no.</summary>
internal static class ProfileRules
{
    /// <summary>An author that was only seen beside a post need not be complete.</summary>
    internal const string IsIncomplete = "(is_record and (followers is null or handle = ''))";

    /// <summary>The least of what is known; null only when nothing is.</summary>
    internal const string IsNegative = "(least(followers, following, posts, likes) < 0)";
}
