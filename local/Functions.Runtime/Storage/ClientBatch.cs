using Npgsql;

namespace Functions.Runtime.Storage;

/// <summary>An instance that is to be created.</summary>
internal sealed record NewInstance(string Id, string Name, string? Input, DateTime? StartAt)
{
    /// <summary>The host that runs it at once; null for whoever claims it.</summary>
    public Guid? Owner { get; init; }
}

/// <summary>An event that is to be raised.</summary>
internal sealed record NewEvent(string InstanceId, string Name, string? Payload);

/// <summary>A row that was created.</summary>
/// <param name="Key">The instance's key.</param>
/// <param name="CreatedAt">The database's time.</param>
/// <param name="Owner">The host that runs it at once; null for whoever claims it.</param>
internal sealed record CreatedInstance(long Key, DateTime CreatedAt, Guid? Owner);

/// <summary>Creates instances and raises events, those of many callers in one transaction.</summary>
internal sealed class ClientBatch(DurableDatabase database, string hub)
{
    // An owner is written only while its host is registered, and the shared lock keeps it so until the commit.
    private const string Create = """
        WITH host AS MATERIALIZED (SELECT host_id FROM durable.hosts WHERE host_id = ANY ($6) FOR KEY SHARE)
        INSERT INTO durable.instances (hub, id, name, input, ready_at, owner)
        SELECT $1, u.id, u.name, u.input, coalesce(u.start_at, now()), host.host_id
        FROM unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[], $7::uuid[])
            WITH ORDINALITY u (id, name, input, start_at, owner, n)
        LEFT JOIN host ON host.host_id = u.owner
        ORDER BY u.n
        ON CONFLICT (hub, id) DO NOTHING
        RETURNING id, key, created_at, owner
        """;

    private const string Raise = """
        WITH locked AS MATERIALIZED (
            SELECT key, id FROM durable.instances WHERE hub = $1 AND id = ANY ($2) AND status IN (0, 6)
            ORDER BY key FOR UPDATE),
        added AS (
            INSERT INTO durable.messages (instance_key, due_at, kind, execution, task_id, name, payload)
            SELECT l.key, now(), 9, 0, -1, u.name, u.payload
            FROM unnest($2::text[], $3::text[], $4::text[]) WITH ORDINALITY u (id, name, payload, n)
            JOIN locked l ON l.id = u.id ORDER BY u.n)
        UPDATE durable.instances i
        SET ready_at = CASE WHEN i.revision = 0 THEN i.ready_at ELSE least(i.ready_at, now()) END
        WHERE i.key = ANY (ARRAY(SELECT key FROM locked))
        """;

    private const string LockExisting =
        "SELECT key, status IN (0, 6) FROM durable.instances WHERE hub = $1 AND id = $2 FOR UPDATE";

    private const string DropExisting = "SELECT durable.delete_instances(ARRAY[$1])";

    /// <summary>Creates instances and raises events in one transaction. Gives what was created, by id; an id that is missing was
    /// taken.</summary>
    public Task<Dictionary<string, CreatedInstance>> WriteAsync(
        IReadOnlyList<NewInstance> instances, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken) =>
        database.RunAsync(
            batch =>
            {
                if (instances.Count > 0)
                {
                    AddCreate(batch, instances);
                }

                if (events.Count > 0)
                {
                    batch.Add(Raise)
                        .With(hub)
                        .With(events.Select(static raised => raised.InstanceId).ToArray())
                        .With(events.Select(static raised => raised.Name).ToArray())
                        .With(events.Select(static raised => raised.Payload).ToArray());
                }
            },
            ReadCreatedAsync,
            cancellationToken);

    /// <summary>Replaces a finished instance. Null when one of this id has not finished.</summary>
    public async Task<CreatedInstance?> ReplaceAsync(NewInstance instance, CancellationToken cancellationToken)
    {
        try
        {
            await using NpgsqlConnection connection = await database.Source.OpenConnectionAsync(cancellationToken);
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
            (long Key, bool IsRunning)? existing = await LockExistingAsync(connection, instance.Id, cancellationToken);
            if (existing is { IsRunning: true })
            {
                return null;
            }

            Dictionary<string, CreatedInstance> created = await RecreateAsync(
                connection, existing?.Key, instance, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return created.GetValueOrDefault(instance.Id);
        }
        catch (Exception exception) when (PostgresErrors.IsUnavailable(exception))
        {
            throw PostgresErrors.Unavailable(exception);
        }
    }

    private static async Task<Dictionary<string, CreatedInstance>> ReadCreatedAsync(
        NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        Dictionary<string, CreatedInstance> created = new(StringComparer.Ordinal);
        do
        {
            while (reader.FieldCount == 4 && await reader.ReadAsync(cancellationToken))
            {
                created[reader.GetString(0)] = ReadCreated(reader);
            }
        }
        while (await reader.NextResultAsync(cancellationToken));
        return created;
    }

    private static CreatedInstance ReadCreated(NpgsqlDataReader reader) =>
        new(reader.GetInt64(1), reader.GetDateTime(2), reader.IsDBNull(3) ? null : reader.GetGuid(3));

    private void AddCreate(NpgsqlBatch batch, IReadOnlyList<NewInstance> instances) => batch.Add(Create)
        .With(hub)
        .With(instances.Select(static instance => instance.Id).ToArray())
        .With(instances.Select(static instance => instance.Name).ToArray())
        .With(instances.Select(static instance => instance.Input).ToArray())
        .With(instances.Select(static instance => instance.StartAt).ToArray())
        .With(instances.Select(static instance => instance.Owner).OfType<Guid>().Distinct().ToArray())
        .With(instances.Select(static instance => instance.Owner).ToArray());

    private async Task<(long Key, bool IsRunning)?> LockExistingAsync(
        NpgsqlConnection connection, string id, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = connection.CreateBatch();
        batch.Add(LockExisting).With(hub).With(id);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetInt64(0), reader.GetBoolean(1)) : null;
    }

    private async Task<Dictionary<string, CreatedInstance>> RecreateAsync(
        NpgsqlConnection connection, long? existing, NewInstance instance, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = connection.CreateBatch();
        if (existing is { } key)
        {
            batch.Add(DropExisting).With(key);
        }

        AddCreate(batch, [instance]);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await ReadCreatedAsync(reader, cancellationToken);
    }
}
