using System.Globalization;

namespace Ingestion.Core.Limits;

/// <summary>Reads numbers of headers; what is no whole number is not there.</summary>
internal static class LimitHeaders
{
    internal static long? Number(this LimitReport report, string header) =>
        report.Headers.TryGetValue(header, out string? text)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : null;
}
