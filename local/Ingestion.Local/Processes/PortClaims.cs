using System.Collections.Concurrent;
using System.Globalization;
using Ingestion.Local.Tools;

namespace Ingestion.Local.Processes;

/// <summary>
/// Ports that this process has chosen for its servers, held until it ends. Between its choice and its server's start a port
/// is free for all to see: two installations that start together would choose the same one, and the second one's look
/// whether its server answers would be answered by the first one's.
/// </summary>
internal static class PortClaims
{
    private static readonly ConcurrentDictionary<int, FileStream> held = [];

    private static string Folder => Path.Combine(ToolInstaller.DefaultCacheFolder(), "ports");

    /// <summary>False when another process of this user has claimed it.</summary>
    public static bool Take(int port)
    {
        if (held.ContainsKey(port))
        {
            return true;
        }

        try
        {
            Directory.CreateDirectory(Folder);
            held[port] = Lock(port);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            // Who cannot write there cannot claim, and is as well off as one who does not know of claims.
            return true;
        }
    }

    /// <summary>What claims a port while it is open.</summary>
    /// <exception cref="IOException">Another one is open.</exception>
    internal static FileStream Lock(int port) => new(
        Path.Combine(Folder, port.ToString(CultureInfo.InvariantCulture) + ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
}
