using System.Net.Http.Headers;
using System.Net.Http.Json;
using Ingestion.Core.Limits;
using Microsoft.AspNetCore.WebUtilities;

namespace Ingestion.Core.Platforms.Fetch;

/// <summary>
/// The way to the platform for one page of one account. Each call asks the limits first, goes out with the token of the page, is
/// reported to the limits and counted. A class, not a record: it must not print the token.
/// </summary>
internal sealed class FetchSession
{
    private readonly FetchServices services;
    private readonly IPlatformConnector connector;
    private readonly string accessToken;
    private readonly List<GroupState> groups = [];

    // A group of insights without an answer is worth another try of the page.
    private readonly bool isPatient;

    internal FetchSession(FetchServices services, IPlatformConnector connector, FetchStart start, string accessToken)
    {
        this.services = services;
        this.connector = connector;
        this.accessToken = accessToken;
        Account = start.Account;
        Window = start.Window;
        Subject = start.Subject;
        isPatient = start.IsPatient;
        groups.AddRange(start.Groups);
    }

    /// <summary>The account.</summary>
    public FetchAccount Account { get; }

    /// <summary>Which posts are wanted.</summary>
    public FetchWindow Window { get; }

    /// <summary>What an earlier page found out about the account; null before that.</summary>
    public FetchSubject? Subject { get; }

    /// <summary>The groups of insights that are left out from now on.</summary>
    public IReadOnlyList<GroupState> Groups => groups;

    /// <summary>What this page's calls came to.</summary>
    public FetchTally Tally { get; private set; } = FetchTally.None;

    /// <summary>Makes one call.</summary>
    public async Task<FetchAnswer> SendAsync(FetchCall call, CancellationToken cancellationToken)
    {
        LimitedCall limited = new(Account.Platform, Account.AccountId, Account.Owner, call.Endpoint, call.Units);
        LimitDecision decision = await services.Limits.AskAsync(limited, cancellationToken);
        if (decision.ClosedUntil is { } until)
        {
            return new FetchAnswer(null, new FetchFault(FetchFaultKind.RateLimited, decision.Reason ?? "the limit is reached", until));
        }

        PlatformAnswer answer = await services.Http.SendAsync(
            $"{Account.Platform} {call.Endpoint}", RequestOf(call), HeaderOf(call), cancellationToken);
        FetchFault? fault = connector.FaultOf(answer, services.Clock.GetUtcNow());
        LimitReport report = ReportOf(call, answer, fault);
        Tally = Tally.Plus(new FetchTally(1, call.Units, report.Billed.Count));
        await services.Limits.ReportAsync(limited, report, cancellationToken);
        services.Logger.CallMade(Account.AccountId, answer.Operation, answer.StatusCode, fault?.Kind);
        return fault is null ? new FetchAnswer(answer, null) : new FetchAnswer(null, fault);
    }

    /// <summary>
    /// The same for a group of insights. A fault that concerns the group alone closes it for the rest of the sync; a closed group
    /// gives neither an answer nor a fault.
    /// </summary>
    public async Task<FetchAnswer> SendAsync(string group, FetchCall call, CancellationToken cancellationToken)
    {
        if (!IsOpen(group))
        {
            return new FetchAnswer(null, null);
        }

        FetchAnswer answer = await SendAsync(call, cancellationToken);
        if (answer.Fault is { } fault && IsOfGroup(fault))
        {
            Close(group, fault);
            return new FetchAnswer(null, null);
        }

        return answer;
    }

    /// <summary>Whether a group is still asked for.</summary>
    public bool IsOpen(string group) => groups.All(closed => closed.Group != group);

    /// <summary>
    /// Whether a group of insights with such a fault is left out: it concerns what was asked for alone, or it was waited for long enough.
    /// </summary>
    public bool IsOfGroup(FetchFault fault) => fault is { IsOfGroup: true, IsDoubtful: false }
        || (!isPatient && (fault.IsDoubtful || fault.Kind is FetchFaultKind.Transient));

    /// <summary>Leaves a group of insights out without a call: its scope was not granted.</summary>
    public void Close(string group, FetchFault fault)
    {
        if (IsOpen(group))
        {
            groups.Add(GroupState.Of(group, fault));
        }
    }

    /// <summary>Counts the calls of another session of the same page.</summary>
    internal void Carry(FetchTally tally) => Tally = tally.Plus(Tally);

    /// <inheritdoc/>
    public override string ToString() => $"{Account.Platform} {Account.AccountId}";

    private AuthenticationHeaderValue? HeaderOf(FetchCall call) =>
        call.TokenParameter is null ? new AuthenticationHeaderValue("Bearer", accessToken) : null;

    private HttpRequestMessage RequestOf(FetchCall call)
    {
        Uri address = services.Http.Through(call.TokenParameter is { } name
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
