using Xunit;

namespace Ingestion.Tests.EndToEnd;

/// <summary>Answers that come after the call has been given up. One service each: only here are calls cut short.</summary>
[Trait("Category", "EndToEnd")]
public sealed class SlowAnswerTests
{
    [Theory]
    [InlineData("late_answer:20*1")]
    [InlineData("delay:20@progress*1")]
    public async Task Answer_AfterTheCallTimeout_IsFoundOrAskedForAgainWithOnePayment(string fault)
    {
        await using Service service = await Service.StartAsync(
            provider: null, ("BrightData__CallTimeout", "00:00:03"), ("Trigger__ReconcileDelay", "00:00:30"));

        string crawlId = await service.TriggerAsync($"{Crawls.PageUrl}?sim={Uri.EscapeDataString(fault)}");

        await service.AssertCompletedOnceAsync(crawlId, posts: 20);
    }
}
