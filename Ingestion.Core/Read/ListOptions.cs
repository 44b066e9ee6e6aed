using System.ComponentModel.DataAnnotations;

namespace Ingestion.Core.Read;

/// <summary>What readers of lists may take of a host. Settings <c>Lists__*</c>.</summary>
public sealed class ListOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Lists";

    /// <summary>Exports that a host writes at the same time.</summary>
    /// <value>Default 16.</value>
    [Range(1, 10_000)]
    public int MaxExports { get; init; } = 16;

    /// <summary>Exports that a host writes at the same time for one caller.</summary>
    /// <value>Default 4.</value>
    [Range(1, 10_000)]
    public int MaxExportsPerCaller { get; init; } = 4;

    /// <summary>Bytes per second that a reader has to take, on average over a whole answer. 0 sets no bound.</summary>
    /// <value>Default 16 KiB.</value>
    [Range(0, 1_073_741_824)]
    public int MinBytesPerSecond { get; init; } = 16 * 1024;

    /// <summary>How long a reader may make an answer wait beyond that rate.</summary>
    /// <value>Default 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RateGrace { get; init; } = TimeSpan.FromSeconds(30);
}
