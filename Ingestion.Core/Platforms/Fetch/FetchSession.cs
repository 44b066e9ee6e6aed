using Ingestion.Core.Limits;

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
    private readonly Guid jobId;
    private readonly List<GroupState> groups = [];

    // A group of insights without an answer is worth another try of the page.
    private readonly bool isPatient;

    internal FetchSession(FetchServices services, IPlatformConnector connector, FetchStart start, string accessToken)
    {
        this.services = services;
        this.connector = connector;
        this.accessToken = accessToken;
        jobId = start.JobId;
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
        LimitedCall limited = new(Account.Platform, jobId, Account.AccountId, Account.Owner, call.Endpoint, call.Units);
        CallOutcome outcome = await services.Calls.SendAsync(connector, limited, call, accessToken, cancellationToken);
        if (outcome.Answer is not { } answer)
        {
            return new FetchAnswer(null, outcome.Fault);
        }

        Tally = Tally.Plus(new FetchTally(1, call.Units, outcome.Billed));
        services.Logger.CallMade(Account.AccountId, answer.Operation, answer.StatusCode, outcome.Fault?.Kind);
        return outcome.Fault is null ? new FetchAnswer(answer, null) : new FetchAnswer(null, outcome.Fault);
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
}
