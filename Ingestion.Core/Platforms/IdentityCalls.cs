using Ingestion.Core.Errors;
using Ingestion.Core.Limits;
using Ingestion.Core.Platforms.Fetch;

namespace Ingestion.Core.Platforms;

/// <summary>
/// The calls that ask whose tokens a sign-in gave. They are under the limits like those of a sync. There is no account yet: what is counted
/// by account counts each of them for itself.
/// </summary>
internal sealed class IdentityCalls(PlatformCalls calls, PlatformConnectors connectors)
{
    /// <returns>The answer, good or not; a failure when the limits did not let the call through.</returns>
    /// <exception cref="DatabaseUnavailableException">Transient: the limits cannot be asked, or not be told.</exception>
    internal async Task<PlatformResult<PlatformAnswer>> SendAsync(
        string platform, string owner, FetchCall call, string accessToken, CancellationToken cancellationToken)
    {
        var callId = Guid.NewGuid();
        LimitedCall limited = new(platform, JobId: callId, AccountId: callId, owner, call.Endpoint, call.Units);
        CallOutcome outcome = await calls.SendAsync(
            connectors.Find(platform)!, limited, call, accessToken, cancellationToken);
        return outcome.Answer is { } answer
            ? new(answer, null)
            : new(null, new PlatformFailure(
                PlatformFault.RateLimited, $"{platform} {call.Endpoint}: {outcome.Fault!.Reason}, until {outcome.Fault.Until:u}"));
    }
}
