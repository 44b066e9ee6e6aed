using Ingestion.Core.Trigger;
using Ingestion.Tests.Crawls;
using Xunit;

namespace Ingestion.Tests.Trigger;

[Trait("Category", "Unit")]
public sealed class TriggerOptionsTests
{
    [Fact]
    public void Options_Defaults_AreValid()
    {
        TriggerOptions options = new();

        Assert.Empty(CrawlPlanTests.Faults(options));
        Assert.Equal(TimeSpan.FromSeconds(5), options.ReconcileDelay);
        Assert.Equal(TimeSpan.FromSeconds(2), options.CallStartLimit);
    }

    [Fact]
    public void Options_AllInvalid_NameEachSetting() => Assert.Equal(
        "CallStartLimit MaxUnansweredCalls ReconcileDelay ReconcileMargin",
        CrawlPlanTests.Faults(new TriggerOptions
        {
            ReconcileDelay = TimeSpan.FromSeconds(-1),
            ReconcileMargin = TimeSpan.Zero,
            CallStartLimit = TimeSpan.Zero,
            MaxUnansweredCalls = 0,
        }));
}
