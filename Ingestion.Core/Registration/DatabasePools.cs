using Npgsql;

namespace Ingestion.Core.Registration;

/// <summary>
/// The two pools of a host. Lists have a quarter of the connections for themselves: however many callers read lists, they never
/// take the connections of health, status, crawls and syncs.
/// </summary>
internal static class DatabasePools
{
    /// <summary>Service key of the pool of lists.</summary>
    internal const string ListsKey = "lists";

    private const int ListsShare = 4;
    private const int ConnectSeconds = 5;

    /// <summary>The pool of everything but lists.</summary>
    internal static string Main(string connectionString) => Complete(connectionString, most => most - ListsOf(most));

    /// <summary>The pool of lists.</summary>
    internal static string Lists(string connectionString) => Complete(connectionString, ListsOf);

    private static int ListsOf(int most) => Math.Max(1, most / ListsShare);

    /// <summary>
    /// Adds what the caller did not say: sessions are not reset, as all they hold are the empty temporary tables of loads, which the next
    /// load uses again; and a server that is away is noticed within seconds.
    /// </summary>
    private static string Complete(string connectionString, Func<int, int> sizeOf)
    {
        NpgsqlConnectionStringBuilder given = new(connectionString);
        NpgsqlConnectionStringBuilder complete = new(connectionString) { NoResetOnClose = true };
        complete.MaxPoolSize = Math.Max(1, sizeOf(given.MaxPoolSize));
        complete.MinPoolSize = Math.Min(given.MinPoolSize, complete.MaxPoolSize);
        if (!given.ContainsKey(nameof(given.Timeout)))
        {
            complete.Timeout = ConnectSeconds;
        }

        if (!given.ContainsKey("Application Name"))
        {
            complete.ApplicationName = "ingestion";
        }

        return complete.ConnectionString;
    }
}
