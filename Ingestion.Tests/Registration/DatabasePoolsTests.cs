using Ingestion.Core.Registration;
using Npgsql;
using Xunit;

namespace Ingestion.Tests.Registration;

[Trait("Category", "Unit")]
public sealed class DatabasePoolsTests
{
    [Theory]
    [InlineData("", 75, 25)]
    [InlineData(";Maximum Pool Size=10", 8, 2)]
    [InlineData(";Maximum Pool Size=2", 1, 1)]
    [InlineData(";Maximum Pool Size=1", 1, 1)]
    [InlineData(";Maximum Pool Size=20;Minimum Pool Size=18", 15, 5)]
    public void Pools_TogetherAreAsLargeAsIsSet_AndListsHaveAQuarter(string setting, int main, int lists)
    {
        string connection = "Host=db;Username=x" + setting;

        NpgsqlConnectionStringBuilder[] pools = [new(DatabasePools.Main(connection)), new(DatabasePools.Lists(connection))];

        Assert.Equal([main, lists], pools.Select(pool => pool.MaxPoolSize));
        Assert.All(pools, pool => Assert.True(pool.MinPoolSize <= pool.MaxPoolSize));
    }
}
