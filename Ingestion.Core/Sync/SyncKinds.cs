namespace Ingestion.Core.Sync;

/// <summary>Why an account is synced.</summary>
public static class SyncKinds
{
    /// <summary>Its schedule says so; once for each time of the schedule.</summary>
    public const string Scheduled = "scheduled";

    /// <summary>Somebody asked for it.</summary>
    public const string Manual = "manual";
}
