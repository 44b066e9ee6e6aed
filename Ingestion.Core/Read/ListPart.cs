namespace Ingestion.Core.Read;

/// <summary>Where a statement starts to read, and how far it looks.</summary>
/// <param name="IsUnknown">Among the rows that have no sort value; they come last.</param>
/// <param name="After">The row before; null at the beginning.</param>
/// <param name="Window">The stretch of time that is looked at; null for all of it.</param>
internal sealed record ListPart(bool IsUnknown, PagePosition? After, ListWindow? Window = null)
{
    internal static ListPart Of(PageCursor? cursor) => new(cursor is { Position.Value: null }, cursor?.Position);
}

/// <summary>A stretch of time.</summary>
/// <param name="Start">Where the one before ended; null at the beginning.</param>
/// <param name="End">Its last moment; null when nothing comes after it.</param>
/// <param name="Share">How much of the table lies in it, 0 to 1.</param>
/// <param name="IsLookedUp">Its rows are looked up by the filters and sorted then, not filtered in the order of time.</param>
internal sealed record ListWindow(DateTimeOffset? Start, DateTimeOffset? End, double Share, bool IsLookedUp)
{
    internal static readonly ListWindow Whole = new(Start: null, End: null, Share: 1, IsLookedUp: true);
}
