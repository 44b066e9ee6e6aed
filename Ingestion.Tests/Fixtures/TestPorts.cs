using Ingestion.Local.Processes;

namespace Ingestion.Tests.Fixtures;

/// <summary>
/// Ports for servers that must be told theirs before they start. They are below those that the system gives to outgoing
/// connections, so that no connection of another test takes one between its choice and its use, or while its server is down.
/// </summary>
internal static class TestPorts
{
    private const int First = 20_000;
    private const int Count = 12_000;

    // Another test run on this machine most likely begins elsewhere.
    private static int last = Random.Shared.Next(Count);

    /// <summary>A free port that this process has not given out before.</summary>
    public static int Next()
    {
        while (true)
        {
            int port = First + (int)((uint)Interlocked.Increment(ref last) % Count);
            if (Ports.IsFree(port))
            {
                return port;
            }
        }
    }
}
