namespace Ingestion.Core.Limits;

/// <summary>Whether a call may be made now.</summary>
/// <param name="ClosedUntil">Null: open. Else: ask again then, by the database's clock.</param>
/// <param name="Reason">Why it is closed, in plain words and without a secret: <c>youtube day: 10000 of 10000 units are used</c>.
/// Null when open.</param>
internal sealed record LimitDecision(DateTimeOffset? ClosedUntil, string? Reason)
{
    /// <summary>The call may be made.</summary>
    internal static LimitDecision Open { get; } = new(null, null);

    internal bool IsOpen => ClosedUntil is null;
}
