namespace Ingestion.Core.RateLimits;

/// <summary>
/// What all hosts know of one provider. The rule that bounds the answers of 429: those seen in the window plus the calls that
/// may be under way never exceed the limit, because each call under way can bring one more. While the provider answers well
/// that would allow only five calls at a time, so a provider that answered within the window is trusted with more.
/// </summary>
internal sealed record RateLedgerState
{
    private const int KeptAnswers = 64;
    private const int Headroom = 3;

    /// <summary>
    /// How long permits are held without renewal: those of a host that died are free again after it. A call that such a host had
    /// under way can bring at most one more 429.
    /// </summary>
    internal static readonly TimeSpan PermitLease = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AskingFor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    /// <summary>Times of the newest answers of 429, oldest first.</summary>
    public IReadOnlyList<DateTimeOffset> RateLimitedAt { get; init; } = [];

    /// <summary>No call before this time.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>The last answer other than 429 since the last 429.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Permits held by each host, and until when.</summary>
    public IReadOnlyDictionary<string, HostPermits> Permits { get; init; } = new Dictionary<string, HostPermits>();

    /// <summary>The state after a report, and the answer to it.</summary>
    public (RateLedgerState State, RateGrant Grant) Apply(RateReport report, DateTimeOffset now, RateLimitOptions options)
    {
        var seen = RateLimitedAt.Where(at => at > now - options.Window)
            .Concat(Enumerable.Repeat(now, report.RateLimited)).TakeLast(KeptAnswers).ToArray();
        var others = Permits.Where(host => host.Key != report.Host && host.Value.Until > now).ToDictionary();
        var state = this with
        {
            RateLimitedAt = seen,
            RetryAt = NextRetryAt(report, seen.Length, now),
            AnsweredAt = Answered(report, now),
        };
        var grant = state.GrantFor(report, others, now, options);
        if (grant.Permits > 0 || report.Waiting > 0)
        {
            // A host that got nothing is remembered shortly, so that the others leave it a share.
            others[report.Host] = new HostPermits(grant.Permits, now + (grant.Permits > 0 ? PermitLease : AskingFor));
        }

        return (state with { Permits = others }, grant);
    }

    private DateTimeOffset? NextRetryAt(RateReport report, int seen, DateTimeOffset now)
    {
        if (report.RateLimited == 0)
        {
            return RetryAt > now ? RetryAt : null;
        }

        // Without a Retry-After the provider asks for 2, 4, 8, 16, 32 seconds.
        var wait = report.RetryAfter ?? TimeSpan.FromSeconds(1 << Math.Min(seen, 5));
        var retryAt = now + (wait < LongestRetryAfter ? wait : LongestRetryAfter);
        return RetryAt > retryAt ? RetryAt : retryAt;
    }

    private DateTimeOffset? Answered(RateReport report, DateTimeOffset now) =>
        report.RateLimited > 0 ? null : report.Answered ? now : AnsweredAt;

    private RateGrant GrantFor(
        RateReport report, Dictionary<string, HostPermits> others, DateTimeOffset now, RateLimitOptions options)
    {
        if (BlockedUntil(options) is { } until && until > now)
        {
            return new RateGrant(report.InFlight, until - now, HasMore: false);
        }

        var isTrusted = RateLimitedAt.Count == 0 && AnsweredAt > now - options.Window;
        var limit = isTrusted
            ? Math.Max(options.MaxInFlight, options.MaxRateLimitedAnswers)
            : options.MaxRateLimitedAnswers - RateLimitedAt.Count;
        var free = Math.Max(0, limit - others.Values.Sum(host => host.Count));
        var share = Math.Min(free, Math.Max(1, limit / (others.Count + 1)));
        var wanted = report.InFlight + report.Waiting;
        if (wanted > 0 && isTrusted)
        {
            wanted += Headroom;
        }

        return new RateGrant(Math.Max(report.InFlight, Math.Min(wanted, share)), RetryAfter: null, HasMore: share > wanted);
    }

    private DateTimeOffset? BlockedUntil(RateLimitOptions options)
    {
        var overflow = RateLimitedAt.Count - options.MaxRateLimitedAnswers;
        DateTimeOffset? windowEnds = overflow >= 0 ? RateLimitedAt[overflow] + options.Window : null;
        return RetryAt > windowEnds || windowEnds is null ? RetryAt : windowEnds;
    }
}
