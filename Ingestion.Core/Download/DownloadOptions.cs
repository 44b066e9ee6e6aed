using System.ComponentModel.DataAnnotations;

namespace Ingestion.Core.Download;

/// <summary>How snapshots are downloaded. Section <c>Download</c>.</summary>
public sealed class DownloadOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Download";

    /// <summary>The flat setting, in seconds, that <see cref="AttemptTimeout"/> is read from.</summary>
    public const string AttemptTimeoutKey = "BACKGROUND_DOWNLOAD_TIMEOUT";

    /// <summary>Snapshots of more records come in parts of this many, because the provider delivers 5 GB at a time.</summary>
    /// <value>Default 1,000,000; the provider's least is 1,000.</value>
    [Range(1_000, 100_000_000)]
    public int RecordsPerPart { get; init; } = 1_000_000;

    /// <summary>Longest wait for the next 64 KiB.</summary>
    /// <value>Default 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ProgressTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>An attempt that still runs then is given up unless it has averaged <see cref="MinBytesPerSecond"/>.</summary>
    /// <value>Default 300 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>Average speed, in bytes per second, that lets an attempt go on past <see cref="AttemptTimeout"/>.</summary>
    /// <value>Default 1 MiB.</value>
    [Range(1, long.MaxValue)]
    public long MinBytesPerSecond { get; init; } = 1024 * 1024;

    /// <summary>A record over this many bytes counts as skipped.</summary>
    /// <value>Default 64 MiB.</value>
    [Range(1024, long.MaxValue)]
    public long MaxRecordBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>A record nested deeper than this counts as skipped.</summary>
    /// <value>Default 256.</value>
    [Range(8, 1000)]
    public int MaxRecordDepth { get; init; } = 256;

    /// <summary>
    /// Downloads of this process under way at once; each takes up to 40 MiB. More wait for their turn. Snapshots of at most
    /// 1,000 records have a lane of their own, eight times as wide.
    /// </summary>
    /// <value>Default 3.</value>
    [Range(1, 64)]
    public int MaxConcurrent { get; init; } = 3;
}
