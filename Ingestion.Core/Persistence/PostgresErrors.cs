using System.Net.Sockets;
using Ingestion.Core.Errors;
using Npgsql;

namespace Ingestion.Core.Persistence;

/// <summary>Tells a PostgreSQL that is away from a statement that is wrong.</summary>
/// <remarks>Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html (read 2026-11-21).</remarks>
internal static class PostgresErrors
{
    private const string ConnectionExceptionClass = "08";

    internal static bool IsUnavailable(Exception exception) => exception switch
    {
        PostgresException postgres => IsUnavailable(postgres.SqlState),
        NpgsqlException => true,
        TimeoutException or SocketException => true,
        _ => false,
    };

    internal static DatabaseUnavailableException Translate(Exception exception) => new(
        exception is PostgresException postgres
            ? $"PostgreSQL answers {postgres.SqlState}"
            : $"PostgreSQL cannot be used ({exception.GetType().Name})",
        exception);

    /// <summary>Runs the work; what says that PostgreSQL is away leaves it translated.</summary>
    internal static async Task<T> TranslateAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            throw Translate(exception);
        }
    }

    private static bool IsUnavailable(string sqlState) => sqlState switch
    {
        PostgresErrorCodes.AdminShutdown => true,
        PostgresErrorCodes.CrashShutdown => true,
        PostgresErrorCodes.CannotConnectNow => true,
        PostgresErrorCodes.IdleSessionTimeout => true,
        PostgresErrorCodes.TooManyConnections => true,
        PostgresErrorCodes.OutOfMemory => true,
        PostgresErrorCodes.DiskFull => true,
        // Both ends of a fail-over: the old primary takes no writes any more.
        PostgresErrorCodes.ReadOnlySqlTransaction => true,
        PostgresErrorCodes.SerializationFailure => true,
        PostgresErrorCodes.DeadlockDetected => true,
        PostgresErrorCodes.LockNotAvailable => true,
        PostgresErrorCodes.QueryCanceled => true,
        _ => sqlState.StartsWith(ConnectionExceptionClass, StringComparison.Ordinal),
    };
}
