using System.Net.Sockets;
using Functions.Runtime.Engine;
using Npgsql;

namespace Functions.Runtime.Storage;

/// <summary>What a database error means to the engine. Codes:
/// https://www.postgresql.org/docs/current/errcodes-appendix.html.</summary>
internal static class PostgresErrors
{
    /// <summary>The database is away, starting, stopping, refuses to be connected to, or has cut the connection.</summary>
    public static bool IsUnavailable(Exception exception) => exception switch
    {
        PostgresException postgres => IsRetryable(postgres) || postgres.SqlState.StartsWith("08", StringComparison.Ordinal)
            || postgres.SqlState.StartsWith("53", StringComparison.Ordinal)
            || postgres.SqlState.StartsWith("57", StringComparison.Ordinal)
            || postgres.SqlState.StartsWith("58", StringComparison.Ordinal)
            || postgres.SqlState.StartsWith("28", StringComparison.Ordinal)
            || postgres.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.InvalidCatalogName
                or PostgresErrorCodes.ObjectNotInPrerequisiteState,
        NpgsqlException or SocketException or IOException or TimeoutException or ObjectDisposedException => true,
        _ => false,
    };

    /// <summary>The statement had no effect, and the same again can succeed at once.</summary>
    public static bool IsRetryable(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.AdminShutdown,
    };

    /// <summary>A guard in a batch found that a row is no longer ours: the guard divides by zero.</summary>
    public static bool IsFenced(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.DivisionByZero };

    public static DurableStoreUnavailableException Unavailable(Exception exception) => new(
        "The durable runtime's database does not answer: " + exception.Message, exception);
}
