namespace Ingestion.Core.Events;

// The `data` of each event, in wire order. Names become snake_case; docs/events has the meanings.

internal sealed record CrawlTriggeredData(
    Guid CrawlId,
    string SnapshotId,
    string Platform,
    string? Competitor,
    string? Brand,
    string? Category,
    string Status,
    string DatasetId,
    string Url);

internal sealed record DataIngestionCompletedData(
    Guid CrawlId,
    string SnapshotId,
    string BlobPath,
    long PostCount,
    long MediaCount,
    string Platform,
    string? Competitor,
    string? Brand,
    string? Category,
    string Status,
    string DatasetId,
    long RecordCount,
    long ErrorCount,
    long SkippedCount,
    long PayloadBytes,
    string Sha256,
    string Normalization,
    long StoredCount,
    long UpdatedCount,
    long UnchangedCount,
    long QuarantinedCount,
    long ProviderErrorCount,
    string? EmptyResult,
    string? BronzePath);

internal sealed record CrawlFailedData(
    Guid CrawlId,
    string? SnapshotId,
    string ErrorMessage,
    string Stage,
    string Status,
    string ErrorCode,
    string RecoverySuggestion,
    string Platform,
    string? Competitor,
    string? Brand,
    string? Category,
    string DatasetId);

internal sealed record SchemaDriftDetectedData(
    Guid CrawlId,
    string SnapshotId,
    string DatasetId,
    int SchemaVersion,
    bool IsBreaking,
    long RecordCount,
    int NewCount,
    int MissingCount,
    int RetypedCount,
    IReadOnlyList<SchemaDriftChange> Changes,
    string Platform,
    string? Competitor,
    string? Brand,
    string? Category);

internal sealed record SchemaDriftChange(
    string Path, string Kind, long Affected, string? Expected, string? Found, string ExamplePath, bool IsBreaking);
