using System.Text.Json;
using Ingestion.Tests.Fixtures;
using Simulators.BrightData;
using Xunit;

namespace Ingestion.Tests.EndToEnd;

/// <summary>The provider refuses every call: a wrong key, or too many calls.</summary>
[Trait("Category", "EndToEnd")]
public sealed class RefusalTests
{
    private const int OurLimit = 5;
    private const int Storm = 6;
    private const int StormCrawls = 30;
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task ApiKey_Wrong_FailsAfterOneCall()
    {
        await using Service service = await Service.StartAsync(new SimulatorOptions { ApiKey = "another" });

        string crawlId = await service.SubmitAsync(Crawls.PageUrl, posts: 20);
        JsonElement error = (await service.ReachesAsync(crawlId, "failed")).GetProperty("error");
        JsonElement failed = Assert.Single(await service.EventsAsync(crawlId, 1));

        Assert.Equal("BRIGHTDATA_UNAUTHORIZED", error.GetProperty("error_code").GetString());
        Assert.Equal("trigger", error.GetProperty("stage").GetString());
        Assert.Equal("crawl-failed", failed.GetProperty("event_type").GetString());
        Assert.Equal(["trigger"], service.Provider.Requests().Keys);
        Assert.Equal(1, Assert.Single(service.Provider.Requests()["trigger"], call => call.Key == "401").Value);
    }

    [Fact]
    public async Task Storm_Of429_AllCallsStopAtFive()
    {
        await using Service service = await Service.StartAsync(provider: null, ("RateLimits__MaxWait", "00:00:01"));
        service.Provider.AddFault("rate_limit");
        await Task.WhenAll(Enumerable.Range(0, StormCrawls).Select(_ => service.TriggerAsync()));
        await Eventually.TrueAsync(() => service.Provider.MostRateLimitedInFiveMinutes >= OurLimit);

        long reached = TimeProvider.System.GetTimestamp();
        await Eventually.TrueAsync(() => TimeProvider.System.GetElapsedTime(reached) > Calm);

        Assert.Equal(OurLimit, service.Provider.MostRateLimitedInFiveMinutes);
        Assert.Equal(0, service.Provider.Billing().TriggersAccepted);
    }

    [Fact]
    public async Task Storm_Of429_IsWaitedForWithoutABlock()
    {
        await using Service service = await Service.StartAsync(provider: null, ("RateLimits__Window", "00:00:02"), ("RateLimits__MaxWait", "00:00:01"));
        service.Provider.AddFault($"rate_limit*{Storm}");

        string[] crawls = await Task.WhenAll(Enumerable.Range(0, StormCrawls).Select(_ => service.TriggerAsync()));

        await Task.WhenAll(crawls.Select(crawlId => service.ReachesAsync(crawlId, "completed")));
        Assert.Equal(Storm, service.Provider.MostRateLimitedInFiveMinutes);
        Assert.False(service.Provider.IsIpBlocked);
        Assert.Equal(StormCrawls, service.Provider.Billing().TriggersAccepted);
        Assert.Empty(service.Provider.Billing().PaidTwice);
    }
}
