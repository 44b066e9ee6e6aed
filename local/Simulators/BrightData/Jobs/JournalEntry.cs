namespace Simulators.BrightData.Jobs;

/// <summary>One line of the journal.</summary>
internal sealed record JournalEntry
{
    public const string Triggered = "triggered";
    public const string Canceled = "canceled";
    public const string Finished = "finished";
    public const string Rerun = "rerun";
    public const string Notified = "notified";
    public const string Reset = "reset";

    public required string Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    public string? Id { get; init; }

    public TriggerRequest? Request { get; init; }
}
