using Ingestion.Core.Crawls;
using Xunit;

namespace Ingestion.Tests.Crawls;

[Trait("Category", "Unit")]
public sealed class NearestNameTests
{
    private static readonly string[] Known =
        ["state", "platform", "dataset_id", "from", "to", "limit", "q", "num_of_posts", "schedule", "enabled"];

    [Theory]
    [InlineData("status", "state")]
    [InlineData("form", "from")]
    [InlineData("LIMIT", "limit")]
    [InlineData("datasetId", "dataset_id")]
    [InlineData("nun_of_posts", "num_of_posts")]
    [InlineData("shedule", "schedule")]
    [InlineData("enabld", "enabled")]
    [InlineData("Q", "q")]
    public void Find_NearName_IsTheKnownOne(string name, string expected) =>
        Assert.Equal(expected, NearestName.Find(name, Known));

    [Theory]
    [InlineData("")]
    [InlineData("p")]
    [InlineData("ot")]
    [InlineData("max_cost_usd")]
    [InlineData("dry_run")]
    public void Find_FarName_IsNull(string name) => Assert.Null(NearestName.Find(name, Known));

    [Fact]
    public void Find_HugeName_IsNull() => Assert.Null(NearestName.Find(new string('a', 100_000), Known));

    [Fact]
    public void Find_TwoEquallyNear_IsTheFirst() => Assert.Equal("read", NearestName.Find("rea", ["read", "real"]));
}
