namespace Ingestion.Core.Providers.BrightData;

/// <summary>The two expected answers to a trigger.</summary>
public enum TriggerStatus
{
    /// <summary>The collection runs and will be paid for.</summary>
    Accepted,

    /// <summary>Nothing was started: too many calls or too many running jobs.</summary>
    RateLimited,
}
