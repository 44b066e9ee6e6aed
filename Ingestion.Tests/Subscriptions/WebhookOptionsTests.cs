using Ingestion.Core.Subscriptions;
using Ingestion.Tests.Crawls;
using Xunit;

namespace Ingestion.Tests.Subscriptions;

[Trait("Category", "Unit")]
public sealed class WebhookOptionsTests
{
    [Fact]
    public void Options_Defaults_AreValidAndExemptNobody()
    {
        WebhookOptions options = new();

        Assert.Empty(CrawlPlanTests.Faults(options));
        Assert.False(options.IsPrivateHostAllowed("localhost"));
        Assert.Empty(options.CrawlEventOwnerList());
        Assert.True(options.KeepDeliveries > TimeSpan.FromHours(76), "A delivery is kept until its last attempt.");
    }

    [Fact]
    public void Options_AllInvalid_NameEachSetting() => Assert.Equal(
        "DisableAfter KeepDeliveries MaxConcurrent MaxPerOwner OldSecretLife Timeout",
        CrawlPlanTests.Faults(new WebhookOptions
        {
            DisableAfter = TimeSpan.Zero,
            KeepDeliveries = TimeSpan.FromDays(3),
            MaxConcurrent = 0,
            MaxPerOwner = 0,
            OldSecretLife = TimeSpan.FromDays(-1),
            Timeout = TimeSpan.FromMinutes(2),
        }));
}
