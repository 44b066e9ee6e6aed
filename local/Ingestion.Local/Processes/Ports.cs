using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Ingestion.Local.Processes;

/// <summary>Which TCP ports of the loopback address are free.</summary>
internal static class Ports
{
    private const int Neighbours = 20;

    /// <summary>The first free port of those preferred, then of the last one's neighbours, then any. It is claimed.</summary>
    /// <param name="preferred">In the order in which they are tried; what is no port is passed over.</param>
    /// <param name="promised">A port that a server is about to listen on, and so not free any more; 0: none.</param>
    public static int FirstFree(ReadOnlySpan<int> preferred, int promised = 0)
    {
        foreach (int port in preferred)
        {
            if (port != promised && IsFree(port) && PortClaims.Take(port))
            {
                return port;
            }
        }

        int last = preferred.IsEmpty ? 0 : preferred[^1];
        for (int port = last + 1; last > 0 && port <= Math.Min(last + Neighbours, IPEndPoint.MaxPort); port++)
        {
            if (port != promised && IsFree(port) && PortClaims.Take(port))
            {
                return port;
            }
        }

        return AnyFree();
    }

    public static bool IsFree(int port)
    {
        if (port is < 1 or > IPEndPoint.MaxPort)
        {
            return false;
        }

        // A listener on all addresses does not always refuse a second one on a single address: ask for both.
        bool listening = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port);
        return !listening && CanListen(port, out _);
    }

    public static int AnyFree() => CanListen(0, out int port) ? port : throw new LocalException("No TCP port of 127.0.0.1 is free.");

    private static bool CanListen(int port, out int actual)
    {
        actual = 0;
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(1);
        }
        catch (SocketException)
        {
            return false;
        }

        actual = ((IPEndPoint)socket.LocalEndPoint!).Port;
        return true;
    }
}
