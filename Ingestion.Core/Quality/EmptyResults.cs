using Ingestion.Core.Store;

namespace Ingestion.Core.Quality;

/// <summary>Tells the three kinds of nothing apart. docs/quality.md has the table.</summary>
internal static class EmptyResults
{
    /// <summary>Judges a snapshot by what became of its records.</summary>
    /// <param name="counts">The counts.</param>
    /// <param name="emptyWindows">
    /// Those of the provider errors that say that there are no posts in the period or profile.
    /// </param>
    /// <param name="hasAnsweredBefore">
    /// An earlier crawl of the same dataset and URL brought rows; only then is a file without any record an answer.
    /// </param>
    /// <returns>Null when there are rows.</returns>
    internal static EmptyResult? Of(LoadCounts counts, long emptyWindows, bool hasAnsweredBefore) => counts switch
    {
        { Stored: > 0 } or { Updated: > 0 } or { Unchanged: > 0 } => null,
        { Quarantined: > 0 } => EmptyResult.Unknown,
        { ProviderErrors: 0 } => hasAnsweredBefore ? EmptyResult.TrueEmpty : EmptyResult.Unknown,
        _ when emptyWindows == 0 => EmptyResult.Failed,
        _ => emptyWindows == counts.ProviderErrors ? EmptyResult.TrueEmpty : EmptyResult.Unknown,
    };

    /// <summary>The name in <c>crawl_metadata.empty_result</c> and in events.</summary>
    /// <param name="result">Any of the three.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is none of them.</exception>
    internal static string ToWire(this EmptyResult result) => result switch
    {
        EmptyResult.TrueEmpty => "true_empty",
        EmptyResult.Failed => "failed",
        EmptyResult.Unknown => "unknown",
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "not an empty result"),
    };
}
