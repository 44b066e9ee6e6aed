using Ingestion.Core.Download;

namespace Ingestion.Core.Normalize.Reading;

/// <summary>How much of a raw file is taken at most, so that no file costs more memory or time than is planned.</summary>
internal sealed record RecordLimits
{
    private const int SmallestWindow = 32 * 1024;

    /// <summary>A record over this many bytes is rejected as <c>TOO_LARGE</c>. Default 64 MiB, as for downloads.</summary>
    public long MaxRecordBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>A record nested deeper than this is rejected as <c>TOO_DEEP</c>. Default 256, as for downloads.</summary>
    public int MaxRecordDepth { get; init; } = 256;

    /// <summary>Records of one batch. Default 1,000.</summary>
    public int BatchRecords { get; init; } = 1000;

    /// <summary>How much of the file is in memory while its records are small. Default 1 MiB.</summary>
    public int WindowBytes { get; init; } = 1024 * 1024;

    /// <summary>A gzip file may unfold to at most this many bytes. Default 64 GiB.</summary>
    public long MaxInflatedBytes { get; init; } = 64L * 1024 * 1024 * 1024;

    /// <summary>
    /// A gzip file may unfold to at most this many times its size, once it is over 16 MiB. Default 300; records compress 5 to 30
    /// times, DEFLATE can reach 1,032.
    /// </summary>
    public int MaxInflationRatio { get; init; } = 300;

    /// <summary>The same with no larger window than a file needs; it grows with its largest record all the same.</summary>
    /// <param name="fileBytes">The file's size as it is stored.</param>
    public RecordLimits For(long fileBytes) => this with
    {
        WindowBytes = (int)Math.Clamp(fileBytes, Math.Min(SmallestWindow, WindowBytes), WindowBytes),
    };

    /// <summary>The limits that the download counted the records by.</summary>
    public static RecordLimits From(DownloadOptions options) =>
        new() { MaxRecordBytes = options.MaxRecordBytes, MaxRecordDepth = options.MaxRecordDepth };
}
