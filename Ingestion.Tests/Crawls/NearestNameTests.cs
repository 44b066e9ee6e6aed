using Ingestion.Core.Crawls;
using Xunit;

namespace Ingestion.Tests.Crawls;

[Trait("Category", "Unit")]
public sealed class NearestNameTests
{
    private static readonly string[] Known = ["dataset_id", "url", "start_date", "end_date", "num_of_posts", "brand", "dry_run"];

    [Theory]
    [InlineData("nun_of_posts", "num_of_posts")]
    [InlineData("numOfPosts", "num_of_posts")]
    [InlineData("dryrun", "dry_run")]
    [InlineData("DRY-RUN", "dry_run")]
    [InlineData("sart_date", "start_date")]
    [InlineData("ulr", "url")]
    [InlineData("barnd", "brand")]
    public void Find_AFewEditsAway_GivesTheName(string name, string nearest) =>
        Assert.Equal(nearest, NearestName.Find(name, Known));

    [Theory]
    [InlineData("")]
    [InlineData("max_cost_usd")]
    [InlineData("schedule")]
    [InlineData("u")]
    public void Find_NothingNear_IsNull(string name) => Assert.Null(NearestName.Find(name, Known));

    [Fact]
    public void Find_NameOfAMebibyte_IsNull() => Assert.Null(NearestName.Find(new string('a', 1 << 20), Known));
}
