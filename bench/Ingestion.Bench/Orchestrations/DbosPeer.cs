using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace Ingestion.Bench.Orchestrations;

/// <summary>DBOS in a Node process of its own, told line by line what to measure.</summary>
internal sealed class DbosPeer : IAsyncDisposable
{
    private readonly Process _process;

    private DbosPeer(Process process) => _process = process;

    public static async Task<DbosPeer> StartAsync(string postgresConnectionString, CancellationToken cancellationToken)
    {
        string folder = await PeerFolder.InstallAsync(cancellationToken);
        ProcessStartInfo start = new("node", [Path.Combine(PeerFolder.Scripts, "dbos.mjs"), folder, UrlOf(postgresConnectionString)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        DbosPeer peer = new(Process.Start(start) ?? throw new BenchException("Node could not be started."));
        try
        {
            await peer.AnswerAsync(cancellationToken);
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    /// <summary>Workflows per second, started and awaited by 32 callers.</summary>
    public async Task<double> MeasureAsync(string workflow, TimeSpan duration, CancellationToken cancellationToken)
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"{workflow} {duration.TotalSeconds}");
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        return (await AnswerAsync(cancellationToken)).GetProperty("perSecond").GetDouble();
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(10));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static string UrlOf(string connectionString)
    {
        NpgsqlConnectionStringBuilder parts = new(connectionString);
        string user = Uri.EscapeDataString(parts.Username ?? "postgres");
        string password = Uri.EscapeDataString(parts.Password ?? string.Empty);
        return string.Create(CultureInfo.InvariantCulture, $"postgres://{user}:{password}@{parts.Host}:{parts.Port}/{parts.Database}");
    }

    private async Task<JsonElement> AnswerAsync(CancellationToken cancellationToken)
    {
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith('{'))
            {
                return JsonElement.Parse(line);
            }
        }

        throw new BenchException("DBOS ended before it answered.");
    }
}
