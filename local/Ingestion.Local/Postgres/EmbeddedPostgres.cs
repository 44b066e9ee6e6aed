using System.Globalization;
using System.Net.Sockets;
using Ingestion.Local.Processes;
using Npgsql;

namespace Ingestion.Local.Postgres;

/// <summary>A PostgreSQL server of our own on 127.0.0.1, started or taken over from a run that was killed.</summary>
internal sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const int PortAttempts = 3;
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan AdoptionTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(25);
    private readonly PostgresSettings _settings;
    private readonly TimeProvider _time;

    private EmbeddedPostgres(PostgresSettings settings, ChildProcess process, int port, TimeProvider time)
    {
        _settings = settings;
        _time = time;
        Process = process;
        Port = port;
    }

    public ChildProcess Process { get; }

    public int Port { get; }

    private DatabaseRole Superuser => new("postgres", _settings.Password);

    /// <summary>Whether the server had been left running by a run that was killed.</summary>
    public bool IsAdopted { get; private init; }

    public static async Task<EmbeddedPostgres> StartAsync(PostgresSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        PostgresCluster cluster = new(settings, await PosixAccount.ForPostgresAsync(cancellationToken));
        if (await AdoptAsync(settings, time, cancellationToken) is { } adopted)
        {
            return adopted;
        }

        await cluster.PrepareAsync(cancellationToken);
        PostmasterFile.RemoveStale(settings.DataFolder);
        return await LaunchAsync(settings, cluster, time, cancellationToken);
    }

    /// <summary>Ends a server that a killed run left on this cluster, for a caller that wants the folder away.</summary>
    public static async Task StopOrphanAsync(string dataFolder, TimeProvider time)
    {
        if (PostmasterFile.FindRunning(dataFolder) is { } running
            && ChildProcess.Adopt("PostgreSQL", string.Empty, running.Process, time) is { } orphan)
        {
            using (orphan)
            {
                await orphan.StopAsync(Signals.Interrupt, StopTime, time);
            }
        }
    }

    /// <summary>For the superuser <c>postgres</c>; the database need not exist.</summary>
    public string ConnectionString(string database) => ConnectionString(Superuser, database);

    /// <summary>For a role; neither it nor the database need exist.</summary>
    public string ConnectionString(DatabaseRole role, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = role.Name,
        Password = role.Password,
        Database = database,
        // Our own server without a pooler: prepared statements are safe, and every request is one round trip shorter.
        MaxAutoPrepare = 100,
    }.ConnectionString;

    /// <summary>Ends it in order ("fast": open transactions are rolled back); by force when that takes longer than 10 s.</summary>
    public async ValueTask DisposeAsync()
    {
        await Process.StopAsync(Signals.Interrupt, StopTime, _time);
        Process.Dispose();
    }

    private static async Task<EmbeddedPostgres?> AdoptAsync(PostgresSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        if (PostmasterFile.FindRunning(settings.DataFolder) is not { } running
            || ChildProcess.Adopt("PostgreSQL", LogFileOf(settings), running.Process, time) is not { } process)
        {
            return null;
        }

        EmbeddedPostgres server = new(settings, process, running.Port, time) { IsAdopted = true };
        if (await server.AnswersOrEndsAsync(AdoptionTime, cancellationToken))
        {
            return server;
        }

        await process.StopAsync(Signals.Quit, StopTime, time);
        process.Dispose();
        return null;
    }

    private static async Task<EmbeddedPostgres> LaunchAsync(
        PostgresSettings settings, PostgresCluster cluster, TimeProvider time, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            int port = Ports.FirstFree([.. settings.PreferredPorts]);
            IReadOnlyList<string> command = cluster.AsOwner(ServerCommand(settings, port));
            EmbeddedPostgres server = new(settings, ChildProcess.Start(CommandOf(settings, command)), port, time);
            if (await server.AnswersOrEndsAsync(StartTime, cancellationToken))
            {
                return server;
            }

            string fault = server.Process.DescribeExit();
            await server.DisposeAsync();
            // Another program took the port between the look and the start, or sessions of a killed server are still ending.
            bool mayPass = fault.Contains("could not bind", StringComparison.Ordinal)
                || fault.Contains("still in use", StringComparison.Ordinal);
            if (!mayPass || attempt == PortAttempts)
            {
                throw new LocalException($"The database did not start. {fault}");
            }

            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
        }
    }

    private static string[] ServerCommand(PostgresSettings settings, int port)
    {
        string onOff = settings.SurvivesPowerCut ? "on" : "off";
        string[] parameters =
        [
            "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=300", "shared_buffers=512MB",
            "max_wal_size=4GB", $"fsync={onOff}", $"full_page_writes={onOff}", "log_min_messages=warning", "timezone=UTC", "log_timezone=UTC",
        ];
        return
        [
            settings.Tools.Postgres, "-D", settings.DataFolder, "-p", port.ToString(CultureInfo.InvariantCulture),
            .. parameters.SelectMany(parameter => new[] { "-c", parameter }),
        ];
    }

    private static ChildCommand CommandOf(PostgresSettings settings, IReadOnlyList<string> command) => new()
    {
        Name = "PostgreSQL",
        FileName = command[0],
        Arguments = [.. command.Skip(1)],
        WorkingDirectory = "/",
        LogFile = LogFileOf(settings),
        PidFile = Path.Combine(settings.RunFolder, "postgres.pid"),
    };

    private static string LogFileOf(PostgresSettings settings) => Path.Combine(settings.LogFolder, "postgres.log");

    // A start that is given up (Ctrl-C) leaves no server behind.
    private async Task<bool> AnswersOrEndsAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            return await AnswersAsync(limit, cancellationToken);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    // True when a login works; false when the process ended or the time is over.
    private async Task<bool> AnswersAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        long started = _time.GetTimestamp();
        while (!Process.Exited.IsCompleted && _time.GetElapsedTime(started) < limit)
        {
            try
            {
                await using NpgsqlConnection connection = new(ConnectionString("postgres") + ";Pooling=false;Timeout=5");
                await connection.OpenAsync(cancellationToken);
                return true;
            }
            catch (NpgsqlException fault) when (IsStarting(fault))
            {
                await Task.Delay(LookInterval, _time, cancellationToken);
            }
            catch (PostgresException fault) when (fault.SqlState is PostgresErrorCodes.InvalidPassword)
            {
                throw new LocalException("The database does not accept the stored password: its folder and secrets.json do not belong "
                    + "together. Start with --reset to begin anew.", fault);
            }
        }

        return false;
    }

    private static bool IsStarting(NpgsqlException fault) =>
        fault is PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow }
        || fault.InnerException is SocketException or IOException or TimeoutException;
}
