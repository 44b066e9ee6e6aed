using System.Net.Sockets;
using Functions.Runtime.Engine;
using Npgsql;

namespace Functions.Runtime.Hosting;

/// <summary>Tells a database that is away from every other failure.</summary>
internal static class DatabaseFaults
{
    /// <summary>Whether the failure says that a PostgreSQL could not be reached, refused the connection, or is shutting down.</summary>
    /// <remarks>Codes: <see href="https://www.postgresql.org/docs/current/errcodes-appendix.html"/>.</remarks>
    public static bool IsUnavailable(Exception fault)
    {
        for (Exception? one = fault; one is not null; one = one.InnerException)
        {
            if (one is DurableStoreUnavailableException)
            {
                return true;
            }

            if (one is PostgresException server)
            {
                return server.SqlState is PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.CannotConnectNow
                    or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
                    || server.SqlState.StartsWith("08", StringComparison.Ordinal);
            }

            if (one is NpgsqlException { InnerException: SocketException or IOException or TimeoutException } or NpgsqlException { IsTransient: true })
            {
                return true;
            }
        }

        return false;
    }
}
