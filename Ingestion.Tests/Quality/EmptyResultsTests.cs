using Ingestion.Core.Quality;
using Ingestion.Core.Store;
using Xunit;

namespace Ingestion.Tests.Quality;

[Trait("Category", "Unit")]
public sealed class EmptyResultsTests
{
    [Theory]
    [InlineData(1, 0, 0, 0, false, null)]
    [InlineData(1, 9, 9, 0, false, null)]
    [InlineData(0, 0, 0, 0, true, "true_empty")]
    [InlineData(0, 0, 0, 0, false, "unknown")]
    [InlineData(0, 0, 1, 1, false, "true_empty")]
    [InlineData(0, 0, 3, 3, true, "true_empty")]
    [InlineData(0, 0, 1, 0, true, "failed")]
    [InlineData(0, 0, 2, 0, false, "failed")]
    [InlineData(0, 0, 2, 1, true, "unknown")]
    [InlineData(0, 1, 0, 0, true, "unknown")]
    [InlineData(0, 1, 1, 1, true, "unknown")]
    [InlineData(0, 1, 1, 0, true, "unknown")]
    public void Of_EachMix_IsOneOfThree(
        long rows, long quarantined, long errors, long emptyWindows, bool hasAnswered, string? expected) =>
        Assert.Equal(
            expected,
            EmptyResults.Of(new LoadCounts(0, 0, rows, quarantined, errors), emptyWindows, hasAnswered)?.ToWire());

    [Fact]
    public void ToWire_NoSuchResult_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ((EmptyResult)9).ToWire());
}
