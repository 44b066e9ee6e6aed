namespace Ingestion.Core.Providers.BrightData;

/// <summary>The expected answers to a cancel.</summary>
public enum CancelStatus
{
    /// <summary>The provider stops the collection; nothing will be delivered.</summary>
    Cancelled,

    /// <summary>The collection has already ended; there was nothing to stop.</summary>
    NotRunning,

    /// <summary>The provider does not know the snapshot.</summary>
    NotFound,

    /// <summary>Not asked, or asked and refused with 429.</summary>
    RateLimited,
}
