using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Npgsql;
using Xunit;

namespace Ingestion.Tests.Persistence;

[Trait("Category", "Postgres")]
public sealed class DatabaseTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>
{
    [Fact]
    public async Task Check_NobodyListens_IsDatabaseUnavailable()
    {
        await using NpgsqlDataSource nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=x;Password=canary-4711");

        DatabaseUnavailableException exception = await Assert.ThrowsAsync<DatabaseUnavailableException>(
            () => new Database(nowhere).CheckAsync(CancellationToken.None));

        Assert.DoesNotContain("canary-4711", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_ConnectionIsTerminated_IsDatabaseUnavailableAndTheNextOneWorks()
    {
        await Assert.ThrowsAsync<DatabaseUnavailableException>(
            () => pipeline.ExecuteAsync("select pg_terminate_backend(pg_backend_pid())"));

        await pipeline.Database.CheckAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Query_WrongStatement_IsNotTakenForAnOutage() =>
        await Assert.ThrowsAsync<PostgresException>(() => pipeline.ExecuteAsync("select no_such_column"));
}
