namespace Ingestion.Core.Providers.BrightData;

/// <summary>What the provider says about a snapshot, in our words.</summary>
public enum ProgressStatus
{
    /// <summary>Still collecting or building.</summary>
    Pending,

    /// <summary>Collected; the download may still answer that it is being built.</summary>
    Ready,

    /// <summary>The collection failed; it will not become ready.</summary>
    Failed,

    /// <summary>Cancelled at the provider; nothing will be delivered.</summary>
    Cancelled,

    /// <summary>The provider does not know the snapshot.</summary>
    NotFound,

    /// <summary>Not asked, or asked and refused with 429; ask again after <see cref="ProgressResponse.RetryAfter"/>.</summary>
    RateLimited,

    /// <summary>
    /// A status that this version does not know; treat it as <see cref="Pending"/>, within the polling limits.
    /// </summary>
    Unknown,
}
