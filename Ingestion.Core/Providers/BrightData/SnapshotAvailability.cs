namespace Ingestion.Core.Providers.BrightData;

/// <summary>The expected answers to a download or a question about its parts.</summary>
public enum SnapshotAvailability
{
    /// <summary>The bytes follow, or the number of parts is known.</summary>
    Available,

    /// <summary>Still being built, even after <c>ready</c>.</summary>
    NotReady,

    /// <summary>Not asked, or asked and refused with 429.</summary>
    RateLimited,

    /// <summary>The provider says that the snapshot holds no record.</summary>
    Empty,

    /// <summary>Deleted at the provider after its 30 days.</summary>
    Expired,

    /// <summary>The provider does not know the snapshot.</summary>
    NotFound,
}
