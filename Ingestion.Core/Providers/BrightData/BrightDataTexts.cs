namespace Ingestion.Core.Providers.BrightData;

/// <summary>The provider's texts that decide something. Compared without case; a longer answer may follow the text.</summary>
/// <remarks>
/// Sources: https://docs.brightdata.com/api-reference/web-scraper-api/errors and recorded answers, gathered in
/// reference/provider-apis.md 1.2, 1.3, 1.5 and 1.6; read 2026-11-21.
/// </remarks>
internal static class BrightDataTexts
{
    public const string AccountInactive = "Customer is not active";
    public const string AccountSuspended = "Account is suspended";
    public const string AccountNew = "Account is new";
    public const string CollectorNotFound = "Collector not found";
    public const string DatasetMissing = "dataset missing";
    public const string DatasetUnknown = "dataset does not exist";
    public const string DatasetNotAllowed = "This dataset is not allowed for API";
    public const string DiscoveryWrong = "Incorrect discovery collector id";
    public const string InputEmpty = "No data to trigger";
    public const string InputTooShort = "Should be at least";
    public const string InputAttachments = "Invalid attachments";
    public const string InputInvalid = "Input validation failed";
    public const string InputRefused = "Invalid input provided";
    public const string ParserFailed = "Parser ";
    public const string SnapshotUnknown = "Snapshot does not exist";
    public const string SnapshotMissing = "Snapshot not found";
    public const string SnapshotEmpty = "Snapshot is empty";
    public const string SnapshotExpired = "Snapshot is expired";
    public const string SnapshotNotReady = "Snapshot is not ready";
    public const string SnapshotNotRunning = "Snapshot is not running";

    public static bool Says(this string text, string literal) => text.StartsWith(literal, StringComparison.OrdinalIgnoreCase);
}
