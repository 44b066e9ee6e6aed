using System.Collections.Frozen;

namespace Ingestion.Core.Read;

/// <summary>An inverted index of a list: the rows with a value, unordered, for all values that rows are filtered by and for stretches of time.</summary>
internal sealed record ListLookup
{
    /// <summary>By the name of a filter, what it is in the index's terms. The rows may be a few too many, and the filter
    /// has to follow, unless its terms are the same.</summary>
    internal required IReadOnlyDictionary<string, string> Conditions { get; init; }

    /// <summary>The stretches of time that a row lies in, as <see cref="TimeBuckets"/> counts them.</summary>
    internal required string Buckets { get; init; }

    /// <summary>Filters that the index of the default sort tells without fetching rows.</summary>
    internal required IReadOnlySet<string> Covered { get; init; }

    /// <summary>Filters with an index of their own in the order of the default sort. By themselves they need no lookup.</summary>
    internal IReadOnlySet<string> Ordered { get; init; } = FrozenSet<string>.Empty;
}
