using Ingestion.Core.Persistence;
using Ingestion.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Ingestion.Tests.Persistence;

[Trait("Category", "Postgres")]
public sealed class MigratorTests : IAsyncLifetime
{
    private NpgsqlDataSource source = null!;
    private string connectionString = "";

    public async Task InitializeAsync()
    {
        connectionString = await PostgresServer.CreateDatabaseAsync("migrator");
        source = NpgsqlDataSource.Create(connectionString);
    }

    public async Task DisposeAsync()
    {
        await source.DisposeAsync();
        await PostgresServer.DropDatabaseAsync(connectionString);
    }

    [Fact]
    public void Scripts_AreNumberedFromOneWithoutGaps()
    {
        IEnumerable<int> versions = Migrator.Scripts().Select(script => script.Version);

        Assert.Equal(Enumerable.Range(1, Migrator.Scripts().Count), versions);
    }

    [Fact]
    public async Task Migrate_EmptyDatabase_AppliesEveryScriptOnce()
    {
        int first = await CreateMigrator().MigrateAsync(CancellationToken.None);
        int second = await CreateMigrator().MigrateAsync(CancellationToken.None);

        Assert.Equal(Migrator.Scripts().Count, first);
        Assert.Equal(0, second);
    }

    [Fact]
    public async Task Migrate_EightHostsAtOnce_EachScriptIsAppliedByOne()
    {
        int[] applied = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => CreateMigrator().MigrateAsync(CancellationToken.None))));

        Assert.Equal(Migrator.Scripts().Count, applied.Sum());
    }

    [Fact]
    public async Task Migrate_PreviousSchema_KeepsItsRowsAndAddsWhatIsNew()
    {
        Database database = new(source);
        await CreateMigrator().MigrateAsync(CancellationToken.None);
        string last = Migrator.Scripts()[^1].Name;
        await database.ExecuteAsync(
            "update ingestion.schema_versions set applied_at = '2001-01-01' where name <> @last", new { last }, default);

        await CreateMigrator().MigrateAsync(CancellationToken.None);

        long kept = await database.ScalarAsync<long>(
            "select count(*) from ingestion.schema_versions where applied_at = '2001-01-01'", null, default);
        Assert.Equal(Migrator.Scripts().Count - 1, kept);
    }

    private Migrator CreateMigrator() => new(new Database(source), NullLogger<Migrator>.Instance);
}
