using System.Globalization;
using Ingestion.Local.Postgres;
using Ingestion.Local.Processes;
using Ingestion.Local.Tools;
using Npgsql;
using Xunit;

namespace Ingestion.Tests.Local;

[Trait("Category", "Postgres")]
public sealed class EmbeddedPostgresTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private PostgresSettings _settings = null!;

    public async Task InitializeAsync()
    {
        ToolInstaller installer = new(ToolInstaller.DefaultCacheFolder(), Console.WriteLine, TimeProvider.System);
        _settings = new PostgresSettings
        {
            Tools = await installer.InstallAsync(CancellationToken.None),
            DataFolder = _folder["postgres"],
            RunFolder = _folder.Path,
            LogFolder = _folder.Path,
            Password = "secret'\"$",
            PreferredPorts = [],
        };
    }

    [Fact]
    public async Task Start_AfterKillOfTheServer_HasWhatWasCommitted()
    {
        EmbeddedPostgres first = await StartAsync();
        await ExecuteAsync(first, "CREATE TABLE kept AS SELECT 42 AS answer");
        Signals.Send(ProcessIdentity.Find(first.Process.Id)!, Signals.Kill);
        await first.Process.Exited;

        await using EmbeddedPostgres second = await StartAsync();

        Assert.False(second.IsAdopted);
        Assert.Equal(42, await ExecuteAsync(second, "SELECT answer FROM kept"));
    }

    [Fact]
    public async Task Start_ServerOfAKilledRun_IsTakenOverAndEnded()
    {
        EmbeddedPostgres orphan = await StartAsync();

        EmbeddedPostgres adopted = await StartAsync();
        Assert.True(adopted.IsAdopted);
        Assert.Equal((orphan.Process.Id, orphan.Port), (adopted.Process.Id, adopted.Port));
        await adopted.DisposeAsync();

        await orphan.Process.Exited;
        Assert.Null(PostmasterFile.FindRunning(_settings.DataFolder));
    }

    [Fact]
    public async Task Start_PidFileNamesAnotherProcess_StartsAnyway()
    {
        await (await StartAsync()).DisposeAsync();
        string own = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(
            Path.Combine(_settings.DataFolder, "postmaster.pid"), $"{own}\n{_settings.DataFolder}\n0\n5432\n\n127.0.0.1\n\nready   \n");

        await using EmbeddedPostgres server = await StartAsync();

        Assert.Equal(1, await ExecuteAsync(server, "SELECT 1"));
    }

    [Fact]
    public async Task Start_UnfinishedCluster_BeginsAnew()
    {
        Directory.CreateDirectory(_settings.DataFolder + ".new");
        await File.WriteAllTextAsync(Path.Combine(_settings.DataFolder + ".new", "half"), string.Empty);

        await using EmbeddedPostgres server = await StartAsync();

        Assert.Equal("UTF8", await ExecuteAsync(server, "SELECT current_setting('server_encoding')"));
        Assert.Equal("C", await ExecuteAsync(server, "SELECT datcollate FROM pg_database WHERE datname = 'postgres'"));
    }

    [Fact]
    public async Task Server_OtherPassword_IsRefused()
    {
        await using EmbeddedPostgres server = await StartAsync();
        string wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString("postgres")) { Password = "x", Pooling = false }.ConnectionString;
        await using NpgsqlConnection connection = new(wrong);

        PostgresException fault = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync());

        Assert.Equal(PostgresErrorCodes.InvalidPassword, fault.SqlState);
        Assert.Equal("on", await ExecuteAsync(server, "SELECT current_setting('fsync')"));
        Assert.Equal("127.0.0.1", await ExecuteAsync(server, "SELECT current_setting('listen_addresses')"));
    }

    public async Task DisposeAsync()
    {
        await EmbeddedPostgres.StopOrphanAsync(_settings.DataFolder, TimeProvider.System);
        _folder.Dispose();
    }

    private Task<EmbeddedPostgres> StartAsync() => EmbeddedPostgres.StartAsync(_settings, TimeProvider.System, CancellationToken.None);

    private static async Task<object?> ExecuteAsync(EmbeddedPostgres server, string sql)
    {
        await using NpgsqlConnection connection = new(server.ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the tests' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }
}
