using Ingestion.Core.Limits;
using Ingestion.Core.Platforms.TikTok;
using Ingestion.Core.Platforms.X;
using Ingestion.Core.Platforms.YouTube;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Ingestion.Tests.Limits;

/// <summary>Platforms with limits small enough for a test, and calls to them.</summary>
internal static class Declared
{
    internal static readonly Guid AccountId = Guid.Parse("11111111-1111-4111-8111-111111111111");

    internal static readonly Guid JobId = Guid.Parse("22222222-2222-4222-8222-222222222222");

    internal static YouTubeLimits YouTube(int units = 10_000) =>
        new(Options.Create(new YouTubeOptions { DailyUnits = units }));

    internal static XLimits X(XOptions? options = null) => new(Options.Create(options ?? new XOptions()));

    internal static TikTokLimits TikTok(int calls = 600) => new(Options.Create(new TikTokOptions { CallsPerMinute = calls }));

    internal static LimitedCall Call(
        string platform, string endpoint, string owner = "acme", int units = 1, Guid? accountId = null) =>
        new(platform, JobId, accountId ?? AccountId, owner, endpoint, units);

    internal static LimitedCall Videos(string owner = "acme", int units = 1) => Call("youtube", "videos.list", owner, units);

    internal static CostCaps Caps(string? usd = null, string? units = null) =>
        new(Options.Create(new LimitOptions { MonthlyCostCaps = usd, MonthlyUnitCaps = units }));

    internal static LimitRules Rules(IDeclaredLimits declared, CostCaps? caps = null, int newcomersPercent = 0) =>
        new(declared, caps ?? Caps(), new LimitOptions { NewcomersPercent = newcomersPercent });

    /// <summary>One host.</summary>
    internal static LimitGate Host(ILimitLedger ledger, LimitRules rules, TimeProvider time) =>
        new(ledger, rules, time, NullLogger.Instance);

    internal static LimitReport Ok { get; } = new() { StatusCode = 200 };

    internal static LimitReport Refused(string? code = null, TimeSpan? retryAfter = null) =>
        new() { StatusCode = 429, IsRateLimited = true, Code = code, RetryAfter = retryAfter };

    /// <summary>How many of so many calls are let through at once; none of them is reported.</summary>
    internal static async Task<int> OpenAsync(LimitGate host, LimitedCall call, int calls)
    {
        LimitDecision[] decisions = await Task.WhenAll(Enumerable.Range(0, calls).Select(_ => host.AskAsync(call, default)));
        return decisions.Count(decision => decision.IsOpen);
    }

    /// <summary>Asks, and reports an answer when it is open.</summary>
    internal static async Task<LimitDecision> CallAsync(LimitGate host, LimitedCall call, LimitReport? report = null)
    {
        LimitDecision decision = await host.AskAsync(call, default);
        if (decision.IsOpen)
        {
            await host.ReportAsync(call, report ?? Ok, default);
        }

        return decision;
    }
}
