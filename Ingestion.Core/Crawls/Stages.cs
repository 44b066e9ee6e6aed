namespace Ingestion.Core.Crawls;

/// <summary>The values of <c>stage</c> in failures, as seed consumers know them.</summary>
public static class Stages
{
    /// <summary>Before or during the paid call.</summary>
    public const string Trigger = "trigger";

    /// <summary>While the provider collects.</summary>
    public const string Polling = "polling";

    /// <summary>The polling limits are used up.</summary>
    public const string PollingTimeout = "polling_timeout";

    /// <summary>While the snapshot goes to the raw zone.</summary>
    public const string Download = "download";

    /// <summary>The download never became ready, or never ended.</summary>
    public const string DownloadTimeout = "download_timeout";

    /// <summary>While the records become rows.</summary>
    public const string Normalize = "normalize";

    /// <summary>While the result is announced.</summary>
    public const string Publish = "publish";

    /// <summary>A caller ended it.</summary>
    public const string Cancelled = "cancelled";
}
