using System.Globalization;
using Ingestion.Local.Api;

namespace Ingestion.Local.Terminal;

/// <summary>A crawl's progress in one line, and the forms of numbers and times in it.</summary>
internal static class CrawlLine
{
    private const double Kilo = 1000;
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    public static string Of(CrawlProgress progress)
    {
        string?[] parts =
        [
            progress.State,
            progress.SnapshotId is { } snapshot ? $"snapshot {snapshot}" : null,
            progress.State == "polling" && progress.ProviderStatus is { } status ? $"provider {status}" : null,
            progress.Polls is { } polls ? string.Create(CultureInfo.InvariantCulture, $"polls {polls}") : null,
            progress.Bytes is { } bytes ? Size(bytes) : null,
            progress.Posts is { } posts ? $"posts {Count(posts)}" : null,
            progress.Events.Count > 0 ? "events " + string.Join(", ", progress.Events) : null,
            progress.ErrorCode,
        ];
        return string.Join("  ", parts.Where(part => part is not null));
    }

    /// <summary><c>2.6 MB</c>, in powers of 1000.</summary>
    public static string Size(long bytes)
    {
        double value = bytes;
        int unit = 0;
        while (value >= Kilo && unit < Units.Length - 1)
        {
            value /= Kilo;
            unit++;
        }

        return unit == 0 ? $"{bytes} B" : string.Create(CultureInfo.InvariantCulture, $"{value:F1} {Units[unit]}");
    }

    /// <summary><c>1,000</c>.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>3.2 s</c>.</summary>
    public static string Elapsed(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s");
}
