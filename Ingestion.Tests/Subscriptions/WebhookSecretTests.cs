using System.Text;
using Ingestion.Core.Subscriptions;
using Xunit;

namespace Ingestion.Tests.Subscriptions;

[Trait("Category", "Unit")]
public sealed class WebhookSecretTests
{
    [Fact]
    public void Sign_ExampleOfStandardWebhooks_IsItsSignature() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            .Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, Encoding.UTF8.GetBytes("""{"test": 2432232314}""")));

    [Fact]
    public void Create_EachIsNewAndHas32Bytes()
    {
        WebhookSecret one = WebhookSecret.Create();

        Assert.Equal(32, Convert.FromBase64String(one.Text["whsec_".Length..]).Length);
        Assert.NotEqual(one.Text, WebhookSecret.Create().Text);
        Assert.DoesNotContain(one.Text, one.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WaitAfter_EachAttempt_IsTheSchedulesAndLittleMore()
    {
        int[] seconds = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];

        for (int attempts = 1; attempts < RetrySchedule.MaxNumberOfAttempts; attempts++)
        {
            Assert.InRange(RetrySchedule.WaitAfter(attempts, null)!.Value.TotalSeconds, seconds[attempts - 1], seconds[attempts - 1] * 1.1);
        }

        Assert.Null(RetrySchedule.WaitAfter(RetrySchedule.MaxNumberOfAttempts, TimeSpan.FromHours(1)));
        Assert.Equal(TimeSpan.FromHours(1), RetrySchedule.WaitAfter(1, TimeSpan.FromHours(1)));
        Assert.Equal(TimeSpan.FromDays(1), RetrySchedule.WaitAfter(1, TimeSpan.FromDays(365)));
    }
}
