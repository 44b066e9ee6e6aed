using System.Globalization;
using Ingestion.Bench.Measure;
using Ingestion.Local.Stack;
using Npgsql;

namespace Ingestion.Bench.Waiting;

/// <summary>What a host holds at rest.</summary>
/// <param name="ResidentMiB">Its memory after forced collections.</param>
/// <param name="Threads">Its threads.</param>
/// <param name="Connections">Its PostgreSQL connections.</param>
internal sealed record HostCensus(double ResidentMiB, int Threads, long Connections)
{
    private const int Collections = 6;

    // Longer than the thread pool keeps a thread without work, and than the pool of connections is told to keep one.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(40);

    public static async Task<HostCensus> TakeAsync(HttpServerProcess host, string postgresConnectionString, CancellationToken cancellationToken)
    {
        await Task.Delay(Rest, TimeProvider.System, cancellationToken);
        for (int i = 0; i < Collections; i++)
        {
            await ForcedCollection.RunAsync(host.Process.Id, cancellationToken);
        }

        await Task.Delay(Rest, TimeProvider.System, cancellationToken);
        ProcessMemory memory = ProcessMemory.Of(host.Process.Id);
        return new HostCensus(memory.ResidentMiB, memory.Threads, await ConnectionsAsync(postgresConnectionString, cancellationToken));
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{ResidentMiB:F1} MiB resident, {Threads} threads, {Connections} connections");

    private static async Task<long> ConnectionsAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = new(connectionString + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using NpgsqlCommand command = new(
            "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
