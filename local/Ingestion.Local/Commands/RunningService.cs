using System.Globalization;
using Ingestion.Local.Api;
using Ingestion.Local.Stack;

namespace Ingestion.Local.Commands;

/// <summary>Finds the service that another run of this program keeps up on the same data folder.</summary>
internal static class RunningService
{
    public static async Task<Uri?> FindAsync(StackOptions options, CancellationToken cancellationToken)
    {
        if (!DataFolder.IsHeld(options.DataFolder))
        {
            return null;
        }

        int port = KnownPorts.Load(DataFolder.PortsFileIn(options.DataFolder)).Http;
        Uri url = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        using IngestionApi api = new(url);
        return port > 0 && await api.IsHealthyAsync(cancellationToken)
            ? url
            : throw new LocalException($"Another program holds {options.DataFolder}, but no service answers on port {port}. "
                + "It may still be starting: try again in a moment.");
    }
}
