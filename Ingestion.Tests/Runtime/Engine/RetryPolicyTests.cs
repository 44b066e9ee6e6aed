using Functions.Runtime.Engine;
using Microsoft.DurableTask;
using Xunit;

namespace Ingestion.Tests.Runtime.Engine;

[Trait("Category", "Unit")]
public sealed class RetryPolicyTests
{
    [Fact]
    public void Delays_OfABackoff_GrowUpToTheLongest()
    {
        var policy = new RetryPolicy(4, TimeSpan.FromSeconds(1), 2.0, TimeSpan.FromSeconds(3));

        double[] delays = [.. Enumerable.Range(1, 3).Select(attempt => RetryLoop.DelayAfter(policy, attempt).TotalSeconds)];

        Assert.Equal([1, 2, 3], delays);
    }

    [Fact]
    public void Defaults_AreTheOfficialOnes()
    {
        var policy = new RetryPolicy(1, TimeSpan.FromSeconds(5));

        Assert.Equal(1.0, policy.BackoffCoefficient);
        Assert.Equal(TimeSpan.FromHours(1), policy.MaxRetryInterval);
        Assert.Equal(Timeout.InfiniteTimeSpan, policy.RetryTimeout);
    }

    [Theory]
    [InlineData(0, 1, 1.0, 2, 2)]
    [InlineData(1, 0, 1.0, 2, 2)]
    [InlineData(1, 1, 0.9, 2, 2)]
    [InlineData(1, 2, 1.0, 1, 2)]
    [InlineData(1, 2, 1.0, 2, 1)]
    public void Policy_ValueOutOfRange_IsRefused(int attempts, int first, double backoff, int longest, int timeout) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(
            attempts, TimeSpan.FromSeconds(first), backoff, TimeSpan.FromSeconds(longest), TimeSpan.FromSeconds(timeout)));
}
