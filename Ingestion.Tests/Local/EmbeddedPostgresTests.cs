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

    [Fact]
    public async Task Server_StartedByRoot_RunsAsAnotherUserWithoutCapabilities()
    {
        await using EmbeddedPostgres server = await StartAsync();

        string[] status = OperatingSystem.IsLinux() ? await File.ReadAllLinesAsync($"/proc/{server.Process.Id}/status") : [];

        Assert.DoesNotContain(status, line => line.StartsWith("Uid:\t0\t", StringComparison.Ordinal));
        Assert.All(
            status.Where(line => line.StartsWith("CapEff:", StringComparison.Ordinal) || line.StartsWith("CapAmb:", StringComparison.Ordinal)),
            line => Assert.EndsWith("\t0000000000000000", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ServiceRole_OnItsDatabase_OwnsItAndReadsNoFile()
    {
        await using EmbeddedPostgres server = await StartAsync();
        DatabaseRole role = new("ingestion", "service-password");
        await ServiceDatabase.PrepareAsync(server, "service", role, CancellationToken.None);
        string own = server.ConnectionString(role, "service");
        await ExecuteAsync(own, "create schema ingestion; create table ingestion.kept (id int)");

        PostgresException fault = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(own, "select pg_read_file('/etc/passwd')"));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, fault.SqlState);
        Assert.Equal(false, await ExecuteAsync(own, "select rolsuper from pg_roles where rolname = current_user"));
    }

    [Fact]
    public async Task ServiceRole_DatabaseOfAnEarlierVersion_TakesEverythingOver()
    {
        await using EmbeddedPostgres server = await StartAsync();
        await server.CreateDatabaseAsync("service", CancellationToken.None);
        await ExecuteAsync(server.ConnectionString("service"), """
            create schema ingestion;
            create table ingestion.kept (id bigint generated always as identity, serial bigserial, primary key (id));
            create sequence ingestion.numbers;
            create function ingestion.one(p int) returns int language sql as 'select 1';
            """);
        DatabaseRole role = new("ingestion", "service-password");

        await ServiceDatabase.PrepareAsync(server, "service", role, CancellationToken.None);
        await ServiceDatabase.PrepareAsync(server, "service", role, CancellationToken.None);

        await ExecuteAsync(server.ConnectionString(role, "service"), """
            alter table ingestion.kept add column added int;
            insert into ingestion.kept default values;
            alter sequence ingestion.numbers restart;
            create or replace function ingestion.one(p int) returns int language sql as 'select 2';
            create table ingestion.another (id int);
            """);
    }

    public async Task DisposeAsync()
    {
        await EmbeddedPostgres.StopOrphanAsync(_settings.DataFolder, TimeProvider.System);
        _folder.Dispose();
    }

    private Task<EmbeddedPostgres> StartAsync() => EmbeddedPostgres.StartAsync(_settings, TimeProvider.System, CancellationToken.None);

    private static Task<object?> ExecuteAsync(EmbeddedPostgres server, string sql) => ExecuteAsync(server.ConnectionString("postgres"), sql);

    private static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using NpgsqlConnection connection = new(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the tests' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }
}
