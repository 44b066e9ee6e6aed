using Ingestion.Core.Limits;
using Ingestion.Core.Platforms.Facebook;
using Ingestion.Core.Platforms.LinkedIn;
using Ingestion.Core.Platforms.Spotify;
using Ingestion.Core.Platforms.X;
using Ingestion.Tests.Fixtures;
using Microsoft.Extensions.Options;
using Xunit;
using static Ingestion.Tests.Limits.Declared;

namespace Ingestion.Tests.Limits;

/// <summary>Each platform's limits, asked and told as its connector does.</summary>
[Trait("Category", "Unit")]
public sealed class DeclaredLimitsTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    private readonly ManualTimeProvider time = new(Now);
    private LimitGate? host;

    public void Dispose() => host?.Dispose();

    [Fact]
    public async Task YouTube_Searches_HaveABucketOfTheirOwn()
    {
        Use(YouTube());

        Assert.Equal(100, await OpenAsync(host!, Call("youtube", "search.list"), 101));
        Assert.Equal(1, await OpenAsync(host!, Videos(units: 10_000), 2));
    }

    [Theory]
    [InlineData("rateLimitExceeded", false)]
    [InlineData("userRateLimitExceeded", true)]
    public async Task YouTube_WantsFewerCalls_ClosesShortly(string code, bool isOpenForOthers)
    {
        Use(YouTube());
        await CallAsync(host!, Videos(), new LimitReport { StatusCode = 403, IsRateLimited = true, Code = code });

        Assert.Equal(Now.AddSeconds(5), (await host!.AskAsync(Videos(), default)).ClosedUntil);
        Assert.Equal(isOpenForOthers, (await host.AskAsync(Videos() with { AccountId = Guid.NewGuid() }, default)).IsOpen);
    }

    [Theory]
    [InlineData("youtube", "videos.list", "quotaExceeded", "2026-11-22T08:00:00Z")]
    [InlineData("youtube", "channels.list", "dailyLimitExceeded", "2026-11-22T08:00:00Z")]
    [InlineData("youtube", "search.list", "quotaExceeded", "2026-11-22T08:00:00Z")]
    [InlineData("youtube", "reports.query", "quotaExceeded", "2026-11-22T08:00:00Z")]
    [InlineData("linkedin", "posts", "APPLICATION_DAY_LIMIT", "2026-11-22T00:00:00Z")]
    [InlineData("linkedin", "posts", "MEMBER_DAY_LIMIT", "2026-11-22T00:00:00Z")]
    [InlineData("x", "users/tweets", "usage-capped", "2026-12-01T00:00:00Z")]
    public async Task Quota_OfADayOrMonthIsRefused_OpensWhenTheClockPassesItsEnd(string platform, string endpoint, string code, string opens)
    {
        Use(platform switch
        {
            "youtube" => YouTube(),
            "x" => X(),
            _ => new LinkedInLimits(Options.Create(new LinkedInOptions())),
        });
        LimitedCall call = Call(platform, endpoint);
        await CallAsync(host!, call, Refused(code));

        LimitDecision closed = await host!.AskAsync(call, default);
        time.Advance(closed.ClosedUntil!.Value - TimeSpan.FromSeconds(1) - time.GetUtcNow());
        bool isOpenBefore = (await host.AskAsync(call, default)).IsOpen;
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(DateTimeOffset.Parse(opens), closed.ClosedUntil);
        Assert.Equal((false, true), (isOpenBefore, (await host.AskAsync(call, default)).IsOpen));
    }

    [Fact]
    public async Task X_TellsThatLessIsLeftThanWeCounted_StopsAtItsCountUntilItsReset()
    {
        Use(X());
        await CallAsync(host!, Me(), Headers(limit: 75, remaining: 2, resetIn: 60));

        int open = await OpenAsync(host!, Me(), 5);
        await host!.ReportAsync(Me(), Ok, default);
        await host.ReportAsync(Me(), Ok, default);
        LimitDecision closed = await host.AskAsync(Me(), default);
        time.Advance(TimeSpan.FromSeconds(66));

        Assert.Equal(2, open);
        Assert.Equal(Now.AddSeconds(65), closed.ClosedUntil);
        Assert.Equal(75, await OpenAsync(host, Me(), 80));
    }

    [Fact]
    public async Task X_AnotherUserOrEndpoint_IsNotClosed()
    {
        Use(X());
        await CallAsync(host!, Me(), Headers(limit: 75, remaining: 0, resetIn: 600) with { StatusCode = 429, IsRateLimited = true });

        Assert.Equal(Now.AddSeconds(600), (await host!.AskAsync(Me(), default)).ClosedUntil);
        Assert.True((await host.AskAsync(Me() with { AccountId = Guid.NewGuid() }, default)).IsOpen);
        Assert.True((await host.AskAsync(Posts(), default)).IsOpen);
    }

    [Theory]
    [InlineData(90_000_000)]
    [InlineData(-60)]
    public async Task X_ResetThatCannotBeTrue_IsNotBelieved(int resetIn)
    {
        Use(X());
        await CallAsync(host!, Me(), Headers(limit: 75, remaining: 0, resetIn) with { StatusCode = 429, IsRateLimited = true });

        Assert.Equal(Now.AddSeconds(5), (await host!.AskAsync(Me(), default)).ClosedUntil);
    }

    [Fact]
    public async Task X_UsageCapped_ClosesUntilTheBillingCycleEnds()
    {
        Use(X(new XOptions { BillingCycleDay = 15 }));
        await CallAsync(host!, Posts(), Refused("usage-capped"));

        Assert.Equal(new DateTimeOffset(2026, 12, 15, 0, 0, 0, TimeSpan.Zero), (await host!.AskAsync(Posts(), default)).ClosedUntil);
    }

    [Fact]
    public async Task X_PostsOfTheMonth_AreCountedByWhatCame()
    {
        Use(X(new XOptions { MonthlyPostReads = 210 }));
        BilledResource[] ten = [.. Enumerable.Range(0, 10).Select(id => new BilledResource(XLimits.PostKind, $"{id}"))];
        await CallAsync(host!, Posts(), new LimitReport { StatusCode = 200, Billed = ten });

        Assert.Equal(2, await OpenAsync(host!, Posts(), 3));
    }

    [Theory]
    [InlineData("""{"call_count":28,"total_time":91,"total_cputime":25}""", null, 15, 15)]
    [InlineData(null, """{"77":[{"type":"pages","call_count":1,"total_cputime":1,"total_time":1,"estimated_time_to_regain_access":7}]}""", 7, null)]
    [InlineData(null, """{"77":[{"type":"pages","call_count":90.5}],"78":[]}""", 15, null)]
    [InlineData("""{"call_count":89}""", """{"77":[{"call_count":89,"estimated_time_to_regain_access":0}]}""", null, null)]
    [InlineData("no json", "[]", null, null)]
    public async Task Meta_Percentages_CloseTheAccountOrTheApplication(string? app, string? business, int? minutes, int? othersMinutes)
    {
        Use(new FacebookLimits(Options.Create(new FacebookOptions())));
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        _ = app is null || headers.TryAdd("x-app-usage", app);
        _ = business is null || headers.TryAdd("x-business-use-case-usage", business);
        LimitedCall call = Call("facebook", "posts");
        await CallAsync(host!, call, new LimitReport { StatusCode = 200, Headers = headers });

        LimitDecision own = await host!.AskAsync(call, default);
        LimitDecision others = await host.AskAsync(call with { AccountId = Guid.NewGuid() }, default);

        Assert.Equal(minutes is null ? null : Now.AddMinutes(minutes.Value), own.ClosedUntil);
        Assert.Equal(othersMinutes is null ? null : Now.AddMinutes(othersMinutes.Value), others.ClosedUntil);
    }

    [Theory]
    [InlineData("4", false)]
    [InlineData("17", true)]
    [InlineData("32", true)]
    [InlineData("80001", true)]
    public async Task Meta_Refusal_ClosesWhatItsCodeIsAbout(string code, bool isOpenForOthers)
    {
        Use(new FacebookLimits(Options.Create(new FacebookOptions())));
        LimitedCall call = Call("facebook", "posts");
        await CallAsync(host!, call, new LimitReport { StatusCode = 400, IsRateLimited = true, Code = code });

        Assert.Equal(Now.AddMinutes(15), (await host!.AskAsync(call, default)).ClosedUntil);
        Assert.Equal(isOpenForOthers, (await host.AskAsync(call with { AccountId = Guid.NewGuid() }, default)).IsOpen);
    }

    [Fact]
    public async Task TikTok_EachEndpoint_Has600CallsInAnyMinute()
    {
        Use(TikTok());
        LimitedCall list = Call("tiktok", "video/list");
        for (int call = 0; call < 600; call++)
        {
            await CallAsync(host!, list);
        }

        LimitDecision closed = await host!.AskAsync(list, default);

        Assert.InRange(closed.ClosedUntil!.Value, Now.AddSeconds(60), Now.AddSeconds(62));
        Assert.True((await host.AskAsync(Call("tiktok", "user/info"), default)).IsOpen);
    }

    [Theory]
    [InlineData("Resource level throttle APPLICATION DAY limit", 14 * 60, 14 * 60)]
    [InlineData("Resource level throttle APPLICATION_AND_MEMBER DAY limit", 14 * 60, null)]
    [InlineData(null, 14 * 60, 1)]
    public async Task LinkedIn_Refusal_ClosesUntilMidnightWhatItIsAbout(string? code, int minutes, int? othersMinutes)
    {
        Use(new LinkedInLimits(Options.Create(new LinkedInOptions())));
        LimitedCall call = Call("linkedin", "posts");
        await CallAsync(host!, call, Refused(code));

        Assert.Equal(Now.AddMinutes(minutes), (await host!.AskAsync(call, default)).ClosedUntil);
        Assert.Equal(
            othersMinutes is null ? null : Now.AddMinutes(othersMinutes.Value),
            (await host.AskAsync(call with { AccountId = Guid.NewGuid() }, default)).ClosedUntil);
        Assert.True((await host.AskAsync(call with { Endpoint = "networkSizes" }, default)).IsOpen);
    }

    [Fact]
    public async Task LinkedIn_CeilingsInTheSettings_AreCounted()
    {
        Use(new LinkedInLimits(Options.Create(new LinkedInOptions { DailyCallsPerApplication = 5, DailyCallsPerMember = 3 })));
        LimitedCall call = Call("linkedin", "posts");

        Assert.Equal(3, await OpenAsync(host!, call, 4));
        Assert.Equal(2, await OpenAsync(host!, call with { AccountId = Guid.NewGuid() }, 4));
    }

    [Fact]
    public async Task Spotify_RetryAfter_IsHonoured_ElseTheWaitDoubles()
    {
        Use(new SpotifyLimits());
        LimitedCall call = Call("spotify", "artists");
        List<double> waits = [];
        foreach (TimeSpan? retryAfter in new TimeSpan?[] { TimeSpan.FromHours(20), null, null, null })
        {
            await CallAsync(host!, call, Refused(retryAfter: retryAfter));
            DateTimeOffset until = (await host!.AskAsync(call, default)).ClosedUntil!.Value;
            waits.Add((until - time.GetUtcNow()).TotalSeconds);
            time.Advance(until - time.GetUtcNow());
        }

        Assert.Equal([72_000, 60, 120, 240], waits);
    }

    private static LimitedCall Me() => Call("x", XLimits.MeEndpoint);

    private static LimitedCall Posts() => Call("x", XLimits.PostsEndpoint, units: 100);

    private static LimitReport Headers(int limit, int remaining, int resetIn) => new()
    {
        StatusCode = 200,
        Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["x-rate-limit-limit"] = $"{limit}",
            ["x-rate-limit-remaining"] = $"{remaining}",
            ["x-rate-limit-reset"] = $"{Now.AddSeconds(resetIn).ToUnixTimeSeconds()}",
        },
    };

    private void Use(IDeclaredLimits declared) => host = Host(new MemoryLimitLedger(time), Rules(declared), time);
}
