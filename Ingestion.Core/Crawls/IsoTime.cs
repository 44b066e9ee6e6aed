using System.Globalization;
using System.Text.RegularExpressions;

namespace Ingestion.Core.Crawls;

/// <summary>Reads the dates and times of requests: ISO 8601 only, because <c>01/12/2024</c> is another day in another country.</summary>
public static partial class IsoTime
{
    /// <summary>What a refusal says after the field's name.</summary>
    public const string Expected = "must be an ISO 8601 date or time such as 2026-11-21 or 2026-11-21T10:00:00Z";

    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>A date is its first instant in UTC. A time without an offset is in UTC. Digits below 100 ns are dropped.</summary>
    /// <param name="text">For example <c>2026-11-21</c> or <c>2026-11-21T10:00:00.123+07:00</c>.</param>
    /// <returns>The time in UTC; null when the text is none.</returns>
    public static DateTimeOffset? Parse(string text) => DateTimeOffset.TryParseExact(
        DigitsBelowTicks().Replace(text, ""),
        Formats,
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out DateTimeOffset time)
        ? time
        : null;

    [GeneratedRegex(@"(?<=\.[0-9]{7})[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex DigitsBelowTicks();
}
