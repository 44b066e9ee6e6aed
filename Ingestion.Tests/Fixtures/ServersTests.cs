using Azure.Storage.Blobs;
using Npgsql;
using Xunit;

namespace Ingestion.Tests.Fixtures;

[Trait("Category", "Postgres")]
public sealed class ServersTests
{
    [Fact]
    public async Task CreateDatabaseAsync_TwoTests_TwoEmptyDatabases()
    {
        string first = await PostgresServer.CreateDatabaseAsync("fixture");
        string second = await PostgresServer.CreateDatabaseAsync("fixture");

        await using NpgsqlConnection connection = new(first);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", connection);
        Assert.NotEqual(first, second);
        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task AzuriteConnectionString_Upload_IsRead()
    {
        BlobServiceClient service = new(await AzuriteServer.ConnectionStringAsync());
        BlobContainerClient container = service.GetBlobContainerClient($"fixture-{Guid.NewGuid():N}");
        await container.CreateAsync();

        await container.UploadBlobAsync("name", BinaryData.FromString("content"));

        Assert.Equal("content", (await container.GetBlobClient("name").DownloadContentAsync()).Value.Content.ToString());
    }
}
