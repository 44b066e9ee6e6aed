using System.Globalization;
using Ingestion.Local.Api;
using Ingestion.Local.Stack;

namespace Ingestion.Local.Commands;

/// <summary>The service that another run of this program keeps up on the same data folder.</summary>
/// <param name="Url">Where it is.</param>
/// <param name="OperatorKey">Null when its operators' keys are of the run's own environment.</param>
internal sealed record RunningService(Uri Url, string? OperatorKey)
{
    public static async Task<RunningService?> FindAsync(StackOptions options, CancellationToken cancellationToken)
    {
        if (!DataFolder.IsHeld(options.DataFolder))
        {
            return null;
        }

        int port = KnownPorts.Load(DataFolder.PortsFileIn(options.DataFolder)).Http;
        Uri url = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        string keyFile = DataFolder.OperatorKeyFileIn(options.DataFolder);
        string? key = File.Exists(keyFile) ? (await File.ReadAllTextAsync(keyFile, cancellationToken)).Trim() : null;
        using IngestionApi api = new(url, key);
        return port > 0 && await api.IsHealthyAsync(cancellationToken)
            ? new RunningService(url, key)
            : throw new LocalException($"Another program holds {options.DataFolder}, but no service answers on port {port}. "
                + "It may still be starting: try again in a moment.");
    }
}
