using Ingestion.Core.Events;
using Ingestion.Tests.Crawls;
using Xunit;

namespace Ingestion.Tests.Events;

[Trait("Category", "Unit")]
public sealed class EventOptionsTests
{
    [Fact]
    public void Options_Defaults_AreValid()
    {
        EventOptions options = new();

        Assert.Empty(CrawlPlanTests.Faults(options));
        Assert.Equal("social-analytics", options.TopicPrefix);
        Assert.True(options.PublishingEnabled);
    }

    [Fact]
    public void Options_AllInvalid_NameEachSetting() => Assert.Equal(
        "BatchSize FirstRetryInterval Lease MaxRetryInterval TopicPrefix",
        CrawlPlanTests.Faults(new EventOptions
        {
            TopicPrefix = "Not A Topic",
            BatchSize = 501,
            Lease = TimeSpan.Zero,
            FirstRetryInterval = TimeSpan.Zero,
            MaxRetryInterval = TimeSpan.Zero,
        }));
}
