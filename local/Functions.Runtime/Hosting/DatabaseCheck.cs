using Npgsql;

namespace Functions.Runtime.Hosting;

/// <summary>Asks the durable runtime's database for one connection, so that a wrong setting is told in words.</summary>
internal static class DatabaseCheck
{
    // A machine on which much starts at once answers late; a refusal comes at once.
    private const int TimeoutSeconds = 30;
    private const string Setting = "FunctionsRuntime__PostgresConnectionString";

    /// <summary>The connection string, checked for its form.</summary>
    /// <exception cref="FunctionsStartupException">It is missing or malformed.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string? connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            throw new FunctionsStartupException(
                $"{Setting} is missing. Set it to a PostgreSQL connection string, for example "
                + "Host=127.0.0.1;Username=postgres;Password=...;Database=postgres.");
        }

        try
        {
            var parsed = new NpgsqlConnectionStringBuilder(connectionString);
            return parsed.Host is { Length: > 0 } ? parsed : throw new FormatException("There is no host.");
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            // What Npgsql says may quote a part of the string, and so of the password.
            throw new FunctionsStartupException(
                $"{Setting} is not a PostgreSQL connection string. It looks like Host=...;Username=...;Password=...;Database=....", fault);
        }
    }

    /// <exception cref="FunctionsStartupException">The database does not answer or refuses the connection.</exception>
    public static async Task RunAsync(string connectionString, CancellationToken cancellationToken)
    {
        NpgsqlConnectionStringBuilder parsed = Parse(connectionString);
        parsed.Timeout = TimeoutSeconds;
        parsed.Pooling = false;
        try
        {
            await using var connection = new NpgsqlConnection(parsed.ConnectionString);
            await connection.OpenAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
        {
            string why = fault is PostgresException refused ? refused.MessageText : fault.InnerException?.Message ?? fault.Message;
            throw new FunctionsStartupException(
                $"The durable runtime's database '{parsed.Database ?? parsed.Username}' on {parsed.Host}:{parsed.Port} cannot be used: {why} "
                + $"Start PostgreSQL, or correct {Setting}.",
                fault);
        }
    }
}
