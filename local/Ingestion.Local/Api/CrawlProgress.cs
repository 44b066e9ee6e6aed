using System.Text.Json;

namespace Ingestion.Local.Api;

/// <summary>What a person wants to see of a crawl, read from the status route. Null: not known yet.</summary>
internal sealed record CrawlProgress
{
    private static readonly string[] TerminalStates = ["completed", "failed", "timed_out", "cancelled"];

    public required string CrawlId { get; init; }

    /// <summary>The state machine's word: <c>polling</c>.</summary>
    public required string State { get; init; }

    public string? SnapshotId { get; init; }

    /// <summary>As the provider's last answer had it: <c>running</c>.</summary>
    public string? ProviderStatus { get; init; }

    public long? Polls { get; init; }

    public long? Bytes { get; init; }

    public long? Posts { get; init; }

    public long? Media { get; init; }

    public long? ErrorRecords { get; init; }

    public long? Stored { get; init; }

    public long? Updated { get; init; }

    public long? Unchanged { get; init; }

    public long? Quarantined { get; init; }

    public string? BlobPath { get; init; }

    public string? ErrorCode { get; init; }

    public string? Message { get; init; }

    public string? RecoverySuggestion { get; init; }

    /// <summary>Event types of this crawl in the order of the feed: <c>crawl-triggered</c>.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    public bool IsFinished => TerminalStates.Contains(State);

    public bool IsCompleted => State == "completed";

    public static CrawlProgress From(string crawlId, JsonElement status)
    {
        JsonElement background = status.Member("background_processing");
        JsonElement result = status.Member("result");
        JsonElement normalized = status.Member("normalized");
        JsonElement error = status.Member("error");
        return new CrawlProgress
        {
            CrawlId = crawlId,
            State = status.Text("state") ?? status.Text("status") ?? "unknown",
            SnapshotId = status.Text("snapshot_id"),
            ProviderStatus = background.Text("provider_status"),
            Polls = background.Number("polls"),
            Bytes = result.Number("payload_bytes"),
            Posts = result.Number("posts"),
            Media = result.Number("media"),
            ErrorRecords = result.Number("error_records"),
            Stored = normalized.Number("stored"),
            Updated = normalized.Number("updated"),
            Unchanged = normalized.Number("unchanged"),
            Quarantined = normalized.Number("quarantined"),
            BlobPath = result.Text("blob_path"),
            ErrorCode = error.Text("error_code"),
            Message = error.Text("message"),
            RecoverySuggestion = error.Text("recovery_suggestion"),
        };
    }
}
