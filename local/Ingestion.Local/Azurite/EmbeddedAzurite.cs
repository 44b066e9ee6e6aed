using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Ingestion.Local.Processes;
using Ingestion.Local.Tools;

namespace Ingestion.Local.Azurite;

/// <summary>Where an Azurite blob server keeps its files and how it is reached.</summary>
internal sealed record AzuriteSettings
{
    public required ToolPaths Tools { get; init; }

    public required string DataFolder { get; init; }

    public required string RunFolder { get; init; }

    public required string LogFolder { get; init; }

    /// <summary>Base64: the account's key. The published one of the emulator would protect nothing.</summary>
    public required string Key { get; init; }

    /// <summary>Tried in this order; then any free port.</summary>
    public required IReadOnlyList<int> PreferredPorts { get; init; }
}

/// <summary>Azurite's blob service on 127.0.0.1, started or taken over from a run that was killed.</summary>
internal sealed class EmbeddedAzurite : IAsyncDisposable
{
    private const string Account = "devstoreaccount1";
    private const int PortAttempts = 3;
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AdoptionTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(50);
    private readonly AzuriteSettings _settings;
    private readonly TimeProvider _time;

    private EmbeddedAzurite(AzuriteSettings settings, ChildProcess process, int port, TimeProvider time)
    {
        _settings = settings;
        _time = time;
        Process = process;
        Port = port;
    }

    public ChildProcess Process { get; }

    public int Port { get; }

    /// <summary>Whether the server had been left running by a run that was killed.</summary>
    public bool IsAdopted { get; private init; }

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={_settings.Key};"
        + string.Create(CultureInfo.InvariantCulture, $"BlobEndpoint=http://127.0.0.1:{Port}/{Account};");

    public static async Task<EmbeddedAzurite> StartAsync(AzuriteSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await AdoptAsync(settings, time, cancellationToken) is { } adopted)
        {
            return adopted;
        }

        Directory.CreateDirectory(settings.DataFolder);
        for (int attempt = 1; ; attempt++)
        {
            int port = Ports.FirstFree([.. settings.PreferredPorts]);
            await File.WriteAllTextAsync(PortFileOf(settings), PortAndKey(settings, port), cancellationToken);
            EmbeddedAzurite server = new(settings, ChildProcess.Start(CommandOf(settings, port)), port, time);
            if (await server.AnswersOrEndsAsync(StartTime, cancellationToken))
            {
                return server;
            }

            string fault = server.Process.DescribeExit();
            await server.DisposeAsync();
            if (!fault.Contains("EADDRINUSE", StringComparison.Ordinal) || attempt == PortAttempts)
            {
                throw new LocalException($"Blob storage did not start. {fault}");
            }
        }
    }

    /// <summary>Ends a server that a killed run left, for a caller that wants its folder away.</summary>
    public static async Task StopOrphanAsync(string runFolder, TimeProvider time)
    {
        ProcessIdentity? identity = ProcessIdentity.ReadPidFile(PidFileIn(runFolder));
        if (ChildProcess.Adopt("Azurite", string.Empty, identity, time) is { } orphan)
        {
            using (orphan)
            {
                await orphan.StopAsync(Signals.Terminate, StopTime, time);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Process.StopAsync(Signals.Terminate, StopTime, _time);
        Process.Dispose();
    }

    private static async Task<EmbeddedAzurite?> AdoptAsync(AzuriteSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        ProcessIdentity? identity = ProcessIdentity.ReadPidFile(PidFileIn(settings.RunFolder));
        if (ChildProcess.Adopt("Azurite", LogFileOf(settings), identity, time) is not { } process)
        {
            return null;
        }

        string written = await ReadPortAsync(settings, cancellationToken);
        _ = int.TryParse(written.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int port);
        EmbeddedAzurite server = new(settings, process, port, time) { IsAdopted = true };
        if (port > 0 && written == PortAndKey(settings, port) && await server.AnswersOrEndsAsync(AdoptionTime, cancellationToken))
        {
            return server;
        }

        await server.DisposeAsync();
        return null;
    }

    private static async Task<string> ReadPortAsync(AzuriteSettings settings, CancellationToken cancellationToken) =>
        File.Exists(PortFileOf(settings)) ? await File.ReadAllTextAsync(PortFileOf(settings), cancellationToken) : string.Empty;

    // A server with another key cannot be taken over. The file tells keys apart without showing them.
    private static string PortAndKey(AzuriteSettings settings, int port) => string.Create(
        CultureInfo.InvariantCulture, $"{port} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(settings.Key)))[..16]}");

    private static ChildCommand CommandOf(AzuriteSettings settings, int port) => new()
    {
        Name = "Azurite",
        FileName = "node",
        Arguments =
        [
            "--require", settings.Tools.AzuriteIndexed, "--require", settings.Tools.AzuriteDurable,
            settings.Tools.Azurite, "--blobHost", "127.0.0.1", "--blobPort", port.ToString(CultureInfo.InvariantCulture),
            "--location", settings.DataFolder, "--silent", "--disableTelemetry", "--skipApiVersionCheck",
        ],
        Environment = new Dictionary<string, string?> { ["AZURITE_ACCOUNTS"] = $"{Account}:{settings.Key}" },
        WorkingDirectory = settings.DataFolder,
        LogFile = LogFileOf(settings),
        PidFile = PidFileIn(settings.RunFolder),
    };

    private static string LogFileOf(AzuriteSettings settings) => Path.Combine(settings.LogFolder, "azurite.log");

    private static string PidFileIn(string runFolder) => Path.Combine(runFolder, "azurite.pid");

    private static string PortFileOf(AzuriteSettings settings) => Path.Combine(settings.RunFolder, "azurite.port");

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

    private async Task<bool> AnswersAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        long started = _time.GetTimestamp();
        using HttpClient client = new() { Timeout = TimeSpan.FromSeconds(5) };
        Uri account = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/{Account}?comp=list"));
        while (!Process.Exited.IsCompleted && _time.GetElapsedTime(started) < limit)
        {
            try
            {
                // Without a signature the answer is 403, but it is Azurite's.
                using HttpResponseMessage response = await client.GetAsync(account, cancellationToken);
                return response.Headers.Server.ToString().Contains("Azurite", StringComparison.Ordinal);
            }
            catch (Exception e) when (e is HttpRequestException or SocketException)
            {
                await Task.Delay(LookInterval, _time, cancellationToken);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The answer took longer than the client waits: it may be starting under load.
            }
        }

        return false;
    }
}
