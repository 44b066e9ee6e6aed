namespace Ingestion.Core.Limits;

/// <summary>
/// The last minutes, at any moment. It is right for a platform that counts so, and safe for one whose windows are fixed: none of them is
/// anywhere but inside of a sliding one.
/// </summary>
/// <param name="Span">How far it looks back.</param>
internal sealed record SlidingWindow(TimeSpan Span) : LimitWindow
{
    internal override TimeSpan Length => Span;

    internal override DateTimeOffset StartOf(DateTimeOffset now) => now - Span;

    internal override DateTimeOffset? EndOf(DateTimeOffset now) => null;

    internal override DateTimeOffset PeriodOf(DateTimeOffset now) => new(now.UtcTicks - (now.UtcTicks % Span.Ticks), TimeSpan.Zero);
}
