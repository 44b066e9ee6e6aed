namespace Ingestion.Core.Platforms;

/// <summary>The few classes of refusals of a platform that a caller decides by.</summary>
internal enum PlatformFault
{
    /// <summary>The tokens or the code are good for nothing any more: somebody has to sign in.</summary>
    Refused,

    /// <summary>Our application, its secret, its scopes or its permissions are refused: somebody has to change a setting.</summary>
    AppRefused,

    /// <summary>Too many calls; later is better.</summary>
    RateLimited,

    /// <summary>No usable answer: a time-out, a reset, 5xx, or something that the platform's API does not define.</summary>
    Unavailable,
}
