using System.Collections.Concurrent;
using Ingestion.Core.Accounts;
using Ingestion.Core.Limits;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Platforms.LinkedIn;

/// <summary>
/// LinkedIn has two ceilings a day (UTC) by endpoint, for the application and for the member, and publishes neither: unless a setting names
/// them, they are known from refusals. A refusal that does not say whose ceiling it is closes the endpoint for the account until midnight,
/// and for all others for a while, longer with each further one: if it was the application's, few more calls find it out.
/// </summary>
/// <remarks>
/// https://learn.microsoft.com/linkedin/shared/api-guide/concepts/rate-limits, as gathered in reference/provider-apis.md 2.6. That the
/// message of a refusal names the ceiling is from memory.
/// </remarks>
internal sealed class LinkedInLimits(IOptions<LinkedInOptions> options) : IDeclaredLimits
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, EndpointLimits> byEndpoint = new(StringComparer.Ordinal);

    public string Platform => AccountPlatforms.LinkedIn;

    public IReadOnlyList<Limit> Of(string endpoint)
    {
        EndpointLimits limits = LimitsOf(endpoint);
        return [limits.Application, limits.Member, limits.Pace];
    }

    public IEnumerable<LimitNews> Read(LimitedCall call, LimitReport report)
    {
        if (!report.IsRateLimited)
        {
            return [];
        }

        EndpointLimits limits = LimitsOf(call.Endpoint);
        bool isOfMember = report.Code?.Contains("MEMBER", StringComparison.OrdinalIgnoreCase) == true;
        bool isOfApplication = !isOfMember && report.Code?.Contains("APPLICATION", StringComparison.OrdinalIgnoreCase) == true;
        LimitNews application = new(limits.Application)
        {
            IsRefusal = true,
            Wait = report.RetryAfter,
            Reason = $"LinkedIn takes no more calls of this application to {call.Endpoint} today",
        };
        LimitNews member = new(limits.Member)
        {
            IsRefusal = true,
            Wait = report.RetryAfter,
            Reason = $"LinkedIn takes no more calls for this account to {call.Endpoint} today",
        };
        LimitNews pace = new(limits.Pace) { IsRefusal = true, Reason = $"LinkedIn refused a call to {call.Endpoint}" };
        return isOfApplication ? [application] : isOfMember ? [member] : [member, pace];
    }

    private EndpointLimits LimitsOf(string endpoint) => byEndpoint.GetOrAdd(endpoint, name => new EndpointLimits(
        Daily(name, LimitScope.Application, options.Value.DailyCallsPerApplication),
        Daily(name, LimitScope.Account, options.Value.DailyCallsPerMember),
        new Limit($"{name} pace", LimitScope.Application) { FirstBackoff = FirstPause }));

    private static Limit Daily(string endpoint, LimitScope scope, int? calls) =>
        new($"{endpoint} day", scope) { Window = CalendarWindow.UtcDay, Capacity = calls };

    private sealed record EndpointLimits(Limit Application, Limit Member, Limit Pace);
}
