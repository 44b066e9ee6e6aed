namespace Ingestion.Functions.Schedules;

/// <summary>Answer to a replay of dead-lettered syncs.</summary>
/// <param name="Replayed">How many have a new job; those whose account is being synced already have none.</param>
internal sealed record JobReplayBody(int Replayed)
{
    public string Status { get; } = "success";

    public string Message { get; } = "The syncs begin as slots become free; GET /api/data/jobs/{accountId} tells how they go";
}
