using System.Globalization;
using Functions.Runtime.Engine;
using Microsoft.DurableTask.Client;
using Npgsql;

namespace Functions.Runtime.Storage;

/// <summary>Reads the state of instances.</summary>
internal sealed class InstanceQueries(DurableDatabase database, string hub)
{
    private const string Columns = """
        key, id, name, status, suspended, created_at, updated_at, failure,
        CASE WHEN $1 THEN input END, CASE WHEN $1 THEN output END, CASE WHEN $1 THEN custom_status END
        """;

    private const string Get = $"SELECT {Columns} FROM durable.instances WHERE hub = $2 AND id = $3";

    private const string GetMany = $"SELECT {Columns} FROM durable.instances WHERE hub = $2 AND id = ANY ($3)";

    private const string List = $"""
        SELECT {Columns} FROM durable.instances
        WHERE hub = $2 AND key > $3 AND ($4::timestamptz IS NULL OR created_at >= $4)
            AND ($5::timestamptz IS NULL OR created_at <= $5)
            AND ($6::text IS NULL OR starts_with(id, $6))
            AND ($7::smallint[] IS NULL OR
                CASE WHEN suspended AND status IN (0, 6) THEN 7 ELSE status END = ANY ($7))
        ORDER BY key LIMIT $8
        """;

    private const string Source = """
        SELECT key, name, input, status NOT IN (0, 6) FROM durable.instances WHERE hub = $1 AND id = $2
        """;

    /// <summary>The state of one instance; null when there is none.</summary>
    public Task<OrchestrationMetadata?> GetAsync(string id, bool withPayloads, CancellationToken cancellationToken) =>
        database.RunAsync(
            batch => batch.Add(Get).With(withPayloads).With(hub).With(id),
            async (reader, token) => await reader.ReadAsync(token) ? Read(reader, withPayloads) : null,
            cancellationToken);

    /// <summary>The states of the given instances, with payloads.</summary>
    public Task<List<OrchestrationMetadata>> GetManyAsync(string[] ids, CancellationToken cancellationToken) =>
        database.RunAsync(
            batch => batch.Add(GetMany).With(true).With(hub).With(ids),
            static async (reader, token) =>
            {
                List<OrchestrationMetadata> found = [];
                while (await reader.ReadAsync(token))
                {
                    found.Add(Read(reader, true));
                }

                return found;
            },
            cancellationToken);

    /// <summary>One page of instances in the order of their creation, and the token of the next.</summary>
    /// <exception cref="ArgumentException">The continuation token is not one of ours.</exception>
    public Task<(List<OrchestrationMetadata> Values, string? Next)> ListAsync(
        OrchestrationQuery query, string? continuationToken, int pageSize, CancellationToken cancellationToken)
    {
        long after = 0;
        if (!string.IsNullOrEmpty(continuationToken)
            && !long.TryParse(continuationToken, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            throw new ArgumentException("The continuation token is not valid.", nameof(continuationToken));
        }

        string[] hubs = query.TaskHubNames?.ToArray() ?? [hub];
        return hubs.Contains(hub, StringComparer.Ordinal)
            ? ListAsync(query, after, pageSize, cancellationToken)
            : Task.FromResult((new List<OrchestrationMetadata>(), (string?)null));
    }

    /// <summary>Name and input of an instance, and whether it has finished; null when there is none.</summary>
    public Task<(string Name, string? Input, bool IsFinished)?> SourceAsync(string id, CancellationToken cancellationToken) =>
        database.RunAsync(
            batch => batch.Add(Source).With(hub).With(id),
            static async (reader, token) => await reader.ReadAsync(token)
                ? (reader.GetString(1), reader.Text(2), reader.GetBoolean(3)) : ((string, string?, bool)?)null,
            cancellationToken);

    /// <summary>The key of an instance; null when there is none.</summary>
    public Task<long?> SourceKeyAsync(string id, CancellationToken cancellationToken) => database.RunAsync(
        batch => batch.Add(Source).With(hub).With(id),
        static async (reader, token) => await reader.ReadAsync(token) ? reader.GetInt64(0) : (long?)null,
        cancellationToken);

    private Task<(List<OrchestrationMetadata> Values, string? Next)> ListAsync(
        OrchestrationQuery query, long after, int pageSize, CancellationToken cancellationToken) => database.RunAsync(
            batch => batch.Add(List)
                .With(query.FetchInputsAndOutputs)
                .With(hub)
                .With(after)
                .With(query.CreatedFrom?.UtcDateTime)
                .With(query.CreatedTo?.UtcDateTime)
                .With(query.InstanceIdPrefix)
                .With(query.Statuses?.Select(static status => (short)status).ToArray())
                .With(pageSize + 1),
            (reader, token) => ReadPageAsync(reader, query, pageSize, token),
            cancellationToken);

    private static async Task<(List<OrchestrationMetadata> Values, string? Next)> ReadPageAsync(
        NpgsqlDataReader reader, OrchestrationQuery query, int pageSize, CancellationToken cancellationToken)
    {
        List<OrchestrationMetadata> values = [];
        long last = 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            if (values.Count == pageSize)
            {
                return (values, last.ToString(CultureInfo.InvariantCulture));
            }

            last = reader.GetInt64(0);
            values.Add(Read(reader, query.FetchInputsAndOutputs));
        }

        return (values, null);
    }

    private static OrchestrationMetadata Read(NpgsqlDataReader reader, bool withPayloads)
    {
        var status = (OrchestrationRuntimeStatus)reader.GetInt16(3);
        bool isOpen = status is OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending;
        return new OrchestrationMetadata(reader.GetString(2), reader.GetString(1), withPayloads)
        {
            RuntimeStatus = isOpen && reader.GetBoolean(4) ? OrchestrationRuntimeStatus.Suspended : status,
            CreatedAt = reader.GetDateTime(5),
            LastUpdatedAt = reader.GetDateTime(6),
            FailureDetails = withPayloads && reader.Text(7) is { } failure ? FailureJson.Read(failure) : null,
            SerializedInput = reader.Text(8),
            SerializedOutput = reader.Text(9),
            SerializedCustomStatus = reader.Text(10),
        };
    }
}
