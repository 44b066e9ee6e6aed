using System.Data.Common;
using Npgsql;

namespace Functions.Runtime.Storage;

/// <summary>The connections of one process to the durable database. No connection is held between two calls.</summary>
internal sealed class DurableDatabase : IAsyncDisposable
{
    // A plan that is made while a table is nearly empty is kept, and would scan the table from end to end when it has grown.
    private const string PreferIndexes = "SELECT set_config('enable_seqscan', 'off', true)";

    private const int Attempts = 3;
    private const int PreparedStatements = 64;
    private const int ConnectSeconds = 5;
    private const int CommandSeconds = 30;

    public DurableDatabase(string connectionString)
    {
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (!IsGiven(given, "Max Auto Prepare", "MaxAutoPrepare"))
        {
            settings.MaxAutoPrepare = PreparedStatements;
            settings.AutoPrepareMinUsages = 2;
        }

        settings.Timeout = IsGiven(given, "Timeout") ? settings.Timeout : ConnectSeconds;
        settings.CommandTimeout = IsGiven(given, "Command Timeout", "CommandTimeout") ? settings.CommandTimeout : CommandSeconds;
        settings.ApplicationName ??= "durable";
        Source = NpgsqlDataSource.Create(settings);
        UnpooledConnectionString = new NpgsqlConnectionStringBuilder(settings.ConnectionString)
        {
            Pooling = false,
            MaxAutoPrepare = 0,
        }.ConnectionString;
    }

    public NpgsqlDataSource Source { get; }

    /// <summary>For the lease thread, whose connection must not depend on a free one in the pool.</summary>
    public string UnpooledConnectionString { get; }

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    /// <summary>Runs a batch as one transaction. Repeats it when it certainly had no effect.</summary>
    /// <exception cref="Engine.DurableStoreUnavailableException">The database is away; transient.</exception>
    public async Task<T> RunAsync<T>(
        Action<NpgsqlBatch> fill,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await RunOnceAsync(fill, read, cancellationToken);
            }
            catch (Exception exception) when (attempt < Attempts && PostgresErrors.IsRetryable(exception))
            {
                ForgetBrokenConnections(exception);
            }
            catch (Exception exception) when (PostgresErrors.IsUnavailable(exception))
            {
                ForgetBrokenConnections(exception);
                throw PostgresErrors.Unavailable(exception);
            }
        }
    }

    public Task<int> ExecuteAsync(Action<NpgsqlBatch> fill, CancellationToken cancellationToken) => RunAsync(
        fill,
        static async (reader, token) =>
        {
            while (await reader.NextResultAsync(token))
            {
                // Every statement must have answered before the batch counts as done.
            }

            return reader.RecordsAffected;
        },
        cancellationToken);

    private static bool IsGiven(DbConnectionStringBuilder given, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (given.ContainsKey(name))
            {
                return true;
            }
        }

        return false;
    }

    private void ForgetBrokenConnections(Exception exception)
    {
        if (exception is not PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected })
        {
            Source.Clear();
        }
    }

    private async Task<T> RunOnceAsync<T>(
        Action<NpgsqlBatch> fill,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await Source.OpenConnectionAsync(cancellationToken);
        await using NpgsqlBatch batch = connection.CreateBatch();
        batch.Add(PreferIndexes);
        fill(batch);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        T result = await read(reader, cancellationToken);
        while (await reader.NextResultAsync(cancellationToken))
        {
            // An error of a later statement is reported here, and undoes the batch.
        }

        return result;
    }
}
