using Ingestion.Core.Normalize;
using Xunit;

namespace Ingestion.Tests.Normalize;

[Trait("Category", "Unit")]
public sealed class EngagementRateTests
{
    [Theory]
    [InlineData(1L, 2L, 3L, 400L, "1.500000")]
    [InlineData(1L, null, null, 3L, "33.333333")]
    [InlineData(2L, null, null, 3L, "66.666667")]
    [InlineData(null, 5L, 5L, 100L, "10.000000")]
    [InlineData(0L, 0L, null, 1L, "0.000000")]
    [InlineData(5542L, 1325L, 1110L, 230_000_000L, "0.003468")]
    [InlineData(long.MaxValue, long.MaxValue, long.MaxValue, 1L, "2767011611056432742100.000000")]
    [InlineData(null, null, 5L, 100L, null)]
    [InlineData(1L, 1L, 1L, 0L, null)]
    [InlineData(1L, 1L, 1L, null, null)]
    public void Of_Counts_IsPercentOfTheFollowersOrUnknown(long? likes, long? comments, long? shares, long? followers, string? rate) =>
        Assert.Equal(rate, EngagementRate.Of(new PostCounts { Likes = likes, Comments = comments, Shares = shares }, followers)?.ToString());
}
