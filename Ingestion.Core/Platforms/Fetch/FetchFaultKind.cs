namespace Ingestion.Core.Platforms.Fetch;

/// <summary>The few classes of refusals and failures that a sync decides by.</summary>
internal enum FetchFaultKind
{
    /// <summary>No usable answer: a time-out, a reset, 5xx, something that the API does not define. Tried again.</summary>
    Transient,

    /// <summary>Too many calls, by our own count or the platform's. Tried again when it opens.</summary>
    RateLimited,

    /// <summary>The token is not taken. Renewed once; then somebody has to sign in.</summary>
    ReauthorizationRequired,

    /// <summary>The token is good, but not for this: a scope or a role is missing.</summary>
    PermissionMissing,

    /// <summary>The platform does not have it, or does not show it.</summary>
    NotFound,

    /// <summary>The platform has given this up.</summary>
    Retired,

    /// <summary>The platform does not understand what was asked: a fault of this service or its settings.</summary>
    Invalid,

    /// <summary>Paging goes round in a circle, or does not end.</summary>
    CursorRepeated,

    /// <summary>The holder or the creator does not let us collect, or the account is gone.</summary>
    NotCollected,
}
