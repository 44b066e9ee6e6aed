namespace Ingestion.Core.Read;

/// <summary>Where a statement starts to read, and how far it looks.</summary>
/// <param name="IsUnknown">Among the rows that have no sort value; they come last.</param>
/// <param name="After">The row before; null at the beginning.</param>
/// <param name="Window">The stretch that is looked at; null for all of it, in its order.</param>
internal sealed record ListPart(bool IsUnknown, PagePosition? After, ListWindow? Window = null)
{
    internal static ListPart Of(PageCursor? cursor) => new(cursor is { Position.Value: null }, cursor?.Position);
}

/// <summary>A stretch of the order that is looked at.</summary>
/// <param name="Start">Where the one before ended; null at the beginning.</param>
/// <param name="End">Its last moment; null when nothing comes after it.</param>
/// <param name="Share">How much of the table lies in it, 0 to 1.</param>
/// <param name="IsLookedUp">Its rows are looked up by the filters and sorted then, not filtered in their order.</param>
internal sealed record ListWindow(DateTimeOffset? Start, DateTimeOffset? End, double Share, bool IsLookedUp)
{
    internal static readonly ListWindow Whole = new(Start: null, End: null, Share: 1, IsLookedUp: true);

    /// <summary>The <see cref="TimeBuckets"/> that it is looked up in; null for all time.</summary>
    internal IReadOnlyList<int>? Buckets { get; init; }
}
