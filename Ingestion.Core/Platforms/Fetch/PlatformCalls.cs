using System.Net.Http.Headers;
using System.Net.Http.Json;
using Ingestion.Core.Errors;
using Ingestion.Core.Limits;
using Microsoft.AspNetCore.WebUtilities;

namespace Ingestion.Core.Platforms.Fetch;

/// <summary>Makes calls to the platforms. Each asks the limits first, and is reported to them.</summary>
internal sealed class PlatformCalls(PlatformHttp http, IPlatformLimits limits, TimeProvider clock)
{
    /// <exception cref="DatabaseUnavailableException">Transient: the limits cannot be asked, or not be told.</exception>
    internal async Task<CallOutcome> SendAsync(
        IPlatformConnector connector, LimitedCall limited, FetchCall call, string accessToken, CancellationToken cancellationToken)
    {
        LimitDecision decision = await limits.AskAsync(limited, cancellationToken);
        if (decision.ClosedUntil is { } until)
        {
            return new CallOutcome(null, new FetchFault(FetchFaultKind.RateLimited, decision.Reason ?? "the limit is reached", until), 0);
        }

        using HttpRequestMessage request = RequestOf(call, accessToken);
        PlatformAnswer answer = await http.SendAsync(
            $"{limited.Platform} {call.Endpoint}", request, HeaderOf(call, accessToken), cancellationToken);
        FetchFault? fault = connector.FaultOf(answer, clock.GetUtcNow());
        LimitReport report = ReportOf(call, answer, fault);
        await limits.ReportAsync(limited, report, cancellationToken);
        return new CallOutcome(answer, fault, report.Billed.Count);
    }

    private static AuthenticationHeaderValue? HeaderOf(FetchCall call, string accessToken) =>
        call.TokenParameter is null ? new AuthenticationHeaderValue("Bearer", accessToken) : null;

    private HttpRequestMessage RequestOf(FetchCall call, string accessToken)
    {
        Uri address = http.Through(call.TokenParameter is { } name
            ? new Uri(QueryHelpers.AddQueryString(call.Address.AbsoluteUri, name, accessToken))
            : call.Address);
        HttpRequestMessage request = new(call.Body is null ? HttpMethod.Get : HttpMethod.Post, address);
        request.Content = call.Body is null ? null : JsonContent.Create(call.Body, call.Body.GetType());
        foreach ((string header, string value) in call.Headers)
        {
            request.Headers.Add(header, value);
        }

        return request;
    }

    private static LimitReport ReportOf(FetchCall call, PlatformAnswer answer, FetchFault? fault) => new()
    {
        StatusCode = answer.StatusCode,
        IsRateLimited = fault?.Kind is FetchFaultKind.RateLimited,
        Code = fault?.Code,
        Headers = answer.Headers,
        RetryAfter = answer.RetryAfter,
        Billed = fault is null && call.Billed is { } billed ? billed(answer.Body) : [],
    };
}
