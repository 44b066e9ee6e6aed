using System.Globalization;

namespace Ingestion.Core.Normalize.Fields;

/// <summary>The days on which music came out, of which catalogues may know the year or the month alone.</summary>
/// <remarks>Forms: <c>1981-12-15</c>, <c>1981-12</c>, <c>1981</c>. From memory; reference/provider-apis.md 2.7 and 2.8 do not name them.</remarks>
internal static class ReleaseDates
{
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM", "yyyy"];

    /// <summary>The first moment of the day, month or year, in UTC; null for anything else, such as <c>0000</c>.</summary>
    public static DateTimeOffset? Parse(string? text) => DateTimeOffset.TryParseExact(
        text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset date)
        && date.Year is >= 1900 and <= 2199
        ? date
        : null;
}
