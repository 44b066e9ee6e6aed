using System.Text.Json.Serialization;

namespace Ingestion.Core.Schedules;

/// <summary>How far a run is: the custom status of its orchestration, and at the end its output and its row.</summary>
public sealed record SyncRunProgress
{
    /// <summary><c>daily</c> or <c>due</c>.</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    /// <summary>Syncs that the run has claimed.</summary>
    [JsonPropertyName("accounts")]
    public required int Accounts { get; init; }

    /// <summary>Those that ended well.</summary>
    [JsonPropertyName("completed")]
    public required int Completed { get; init; }

    /// <summary>Those that failed.</summary>
    [JsonPropertyName("failed")]
    public required int Failed { get; init; }

    /// <summary>Those that the holder's or the creator's word ended.</summary>
    [JsonPropertyName("cancelled")]
    public required int Cancelled { get; init; }

    /// <summary>Those that wait for long, and go on without the run.</summary>
    [JsonPropertyName("waiting")]
    public required int Waiting { get; init; }

    /// <summary>Calls to the platforms.</summary>
    [JsonPropertyName("calls")]
    public required long Calls { get; init; }

    /// <summary>What they cost at most, each in its platform's units.</summary>
    [JsonPropertyName("units")]
    public required long Units { get; init; }

    /// <summary>Resources that a platform bills by the piece.</summary>
    [JsonPropertyName("billed_resources")]
    public required long BilledResources { get; init; }

    /// <summary>What the billed resources cost, in US dollars.</summary>
    [JsonPropertyName("cost_usd")]
    public required decimal CostUsd { get; init; }

    /// <summary>From the beginning of the run until now.</summary>
    [JsonPropertyName("seconds")]
    public required double Seconds { get; init; }

    /// <summary>Those that have a slot.</summary>
    [JsonPropertyName("under_way")]
    public required int UnderWay { get; init; }

    /// <summary>Grows with each sync that begins or leaves its slot: while it stands still the run is looked at more seldom.</summary>
    [JsonIgnore]
    public int Moves => (2 * Accounts) - UnderWay;
}
