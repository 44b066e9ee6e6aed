using Ingestion.Core.Errors;

namespace Ingestion.Core.Platforms.Fetch;

/// <summary>Why a platform gave nothing.</summary>
/// <param name="Kind">What follows from it.</param>
/// <param name="Reason">What was asked and what the platform's code for the refusal is: <c>youtube videos: quotaExceeded</c>. No secret.</param>
/// <param name="Until">When it may be tried again; null when nobody says.</param>
internal sealed record FetchFault(FetchFaultKind Kind, string Reason, DateTimeOffset? Until = null)
{
    /// <summary>The platform is known to say this while it is only busy: it has to say it again later before it is believed.</summary>
    public bool IsDoubtful { get; init; }

    /// <summary>The platform's own code, for its limits: <c>quotaExceeded</c>. Null when it has none.</summary>
    public string? Code { get; init; }

    /// <summary>It concerns what was asked for alone: a group of insights with such a fault is left out, and the sync goes on.</summary>
    public bool IsOfGroup => Kind is FetchFaultKind.PermissionMissing or FetchFaultKind.NotFound or FetchFaultKind.Retired
        or FetchFaultKind.Invalid;

    /// <summary>A code of <see cref="ErrorCodes"/>; the one of its kind unless another is given.</summary>
    public string ErrorCode
    {
        get => field ?? CodeOf(Kind);
        init;
    }

    private static string CodeOf(FetchFaultKind kind) => kind switch
    {
        FetchFaultKind.Transient => ErrorCodes.PlatformUnavailable,
        FetchFaultKind.RateLimited => ErrorCodes.PlatformRateLimited,
        FetchFaultKind.ReauthorizationRequired => ErrorCodes.ReauthorizationRequired,
        FetchFaultKind.PermissionMissing => ErrorCodes.PlatformPermissionMissing,
        FetchFaultKind.NotFound => ErrorCodes.PlatformAccountNotFound,
        FetchFaultKind.Retired => ErrorCodes.PlatformEndpointRetired,
        FetchFaultKind.Invalid => ErrorCodes.PlatformRequestInvalid,
        FetchFaultKind.CursorRepeated => ErrorCodes.PlatformCursorRepeated,
        FetchFaultKind.NotCollected => ErrorCodes.CollectionNotAllowed,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of fault."),
    };
}
