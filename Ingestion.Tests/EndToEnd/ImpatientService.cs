namespace Ingestion.Tests.EndToEnd;

/// <summary>Gives up after a few quick attempts, so that a fault that lasts for ever ends a crawl within seconds.</summary>
public sealed class ImpatientService : SharedService
{
    internal override (string Name, string Value)[] Settings =>
    [
        ("BACKGROUND_POLL_INTERVAL", "60"),
        ("BACKGROUND_MAX_POLLS", "12"),
        ("BACKGROUND_DOWNLOAD_TIMEOUT", "6"),
        ("Crawl__BackoffCoefficient", "1"),
        ("BrightData__MaxNumberOfAttempts", "2"),
        ("BrightData__FirstRetryInterval", "00:00:00.01"),
        ("BrightData__CircuitMinimumThroughput", "10000"),
        ("Crawl__MaxNumberOfAttempts", "5"),
        ("Crawl__MaxDownloadNotReady", "2"),
        ("Download__ProgressTimeout", "00:00:02"),
        ("Download__MaxRecordBytes", "1048576"),
        ("Trigger__MaxUnansweredCalls", "3"),
    ];
}
