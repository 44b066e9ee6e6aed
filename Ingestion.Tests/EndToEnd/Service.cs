using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Ingestion.Local.Processes;
using Ingestion.Tests.Fixtures;
using Ingestion.Tests.Persistence;
using Npgsql;
using Simulators.BrightData;

namespace Ingestion.Tests.EndToEnd;

/// <summary>
/// The service as users meet it: the host in a process of its own, on a database and a container of its own, against a
/// simulated provider that outlives it. Waits are short, so that a crawl takes a second.
/// </summary>
internal sealed class Service : IAsyncDisposable
{
    public const string ApiKey = "canary-key-4f1d";
    public const string WebhookSecret = "canary-secret-9b7e";

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);
    private readonly Dictionary<string, string> _environment;
    private readonly ConcurrentQueue<string> _log = new();
    private Process? _host;

    private Service(BrightDataSimulator provider, string database, string blobs, int port, IEnumerable<(string Name, string Value)> settings)
    {
        Provider = provider;
        Database = database;
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(5) };
        _environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["BRIGHTDATA_API_KEY"] = ApiKey,
            ["BRIGHTDATA_BASE_URL"] = provider.BaseUrl,
            ["POSTGRES_CONNECTION_STRING"] = database,
            ["FunctionsRuntime__PostgresConnectionString"] = database,
            ["FunctionsRuntime__HostName"] = "end-to-end",
            ["BLOB_CONNECTION_STRING"] = blobs,
            ["GCS_BUCKET_RAW_DATA"] = "raw-" + Guid.NewGuid().ToString("N"),
            ["PUBLIC_BASE_URL"] = Http.BaseAddress.ToString().TrimEnd('/'),
            ["WEBHOOK_SECRET"] = WebhookSecret,
            ["BACKGROUND_POLL_INTERVAL"] = "1",
            ["Crawl__FirstPollDelay"] = "00:00:00.2",
            ["Crawl__FirstRetryInterval"] = "00:00:00.1",
            ["Crawl__MaxRetryInterval"] = "00:00:00.5",
            ["Crawl__DownloadNotReadyDelay"] = "00:00:00.2",
            ["Trigger__ReconcileDelay"] = "00:00:01",
        };
        foreach ((string name, string value) in settings)
        {
            _environment[name] = value;
        }
    }

    public BrightDataSimulator Provider { get; }

    public string Database { get; }

    public HttpClient Http { get; }

    /// <summary>The bearer of <see cref="GetAsync"/> and <see cref="PostAsync"/>; null sends none.</summary>
    public string? Bearer { get; set; }

    public string Container => _environment["GCS_BUCKET_RAW_DATA"];

    /// <summary>What the host is started with.</summary>
    public IReadOnlyDictionary<string, string> Environment => _environment;

    public string BlobConnectionString => _environment["BLOB_CONNECTION_STRING"];

    /// <summary>Everything that the host has printed.</summary>
    public string Output => string.Join('\n', _log);

    public static async Task<Service> StartAsync(SimulatorOptions? provider = null, params (string Name, string Value)[] settings)
    {
        provider ??= new SimulatorOptions { StartingTime = TimeSpan.FromMilliseconds(50), Duration = TimeSpan.FromMilliseconds(300) };
        var service = new Service(
            await BrightDataSimulator.StartAsync(provider, CancellationToken.None),
            await MigratedDatabase.CreateAsync("end_to_end"),
            await AzuriteServer.ConnectionStringAsync(),
            TestPorts.Next(),
            settings);
        await service.StartHostAsync();
        return service;
    }

    public async Task StartHostAsync()
    {
        _host = HostProcess.Start(_environment, _log.Enqueue);
        await Eventually.TrueAsync(IsHealthyAsync, StartLimit, $"the host answers; it printed: {Output}");
    }

    /// <summary>kill -9.</summary>
    public async Task KillHostAsync()
    {
        _host!.Kill();
        await _host.WaitForExitAsync();
        _host.Dispose();
        _host = null;
    }

    /// <summary>SIGTERM; the exit code.</summary>
    public async Task<int> StopHostAsync()
    {
        Signals.Send(ProcessIdentity.Find(_host!.Id)!, Signals.Terminate);
        await _host.WaitForExitAsync();
        int exitCode = _host.ExitCode;
        _host.Dispose();
        _host = null;
        return exitCode;
    }

    public async Task RestartHostAsync()
    {
        await KillHostAsync();
        await StartHostAsync();
    }

    public async Task<(int StatusCode, JsonElement Body)> PostAsync(string path, object? body = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return await SendAsync(request);
    }

    public async Task<(int StatusCode, JsonElement Body)> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request);
    }

    /// <summary>The first value of a statement's first row, from the service's database.</summary>
    public async Task<object?> ScalarAsync(string sql)
    {
        await using NpgsqlConnection connection = new(Database);
        await connection.OpenAsync();
#pragma warning disable CA2100 // The statements are the tests' own.
        await using NpgsqlCommand command = new(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await KillHostAsync();
        }

        Http.Dispose();
        await Provider.DisposeAsync();
        await PostgresServer.DropDatabaseAsync(Database);
    }

    private async Task<(int StatusCode, JsonElement Body)> SendAsync(HttpRequestMessage request)
    {
        if (Bearer is not null)
        {
            request.Headers.Add("Authorization", $"Bearer {Bearer}");
        }

        using HttpResponseMessage response = await Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    private async Task<bool> IsHealthyAsync()
    {
        if (_host!.HasExited)
        {
            throw new InvalidOperationException($"The host ended with {_host.ExitCode}: {Output}");
        }

        try
        {
            using HttpResponseMessage response = await Http.GetAsync(new Uri("/health", UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or SocketException)
        {
            return false;
        }
    }
}
