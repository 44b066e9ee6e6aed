namespace Ingestion.Core.Platforms.Fetch;

/// <summary>A group of insights that could not be had. The sync goes on without it.</summary>
/// <param name="Group">A name of <see cref="PlatformCapabilities.InsightGroups"/>.</param>
/// <param name="State"><c>retired</c>, <c>forbidden</c>, <c>not_found</c>, <c>invalid</c> or <c>unavailable</c>.</param>
/// <param name="Reason">What was asked and what the platform said to it.</param>
public sealed record GroupState(string Group, string State, string Reason)
{
    internal static GroupState Of(string group, FetchFault fault) => new(
        group,
        fault.Kind switch
        {
            FetchFaultKind.Retired => "retired",
            FetchFaultKind.PermissionMissing => "forbidden",
            FetchFaultKind.NotFound => "not_found",
            FetchFaultKind.Invalid => "invalid",
            _ => "unavailable",
        },
        fault.Reason);
}
