using Functions.Runtime.Engine;
using Npgsql;

namespace Functions.Runtime.Storage;

/// <summary>What a claim found.</summary>
/// <param name="Instances">Claimed instances.</param>
/// <param name="Activities">Claimed activities.</param>
/// <param name="NextDueIn">The time until the next instance is due; null when none is.</param>
internal sealed record ClaimResult(List<ClaimedInstance> Instances, List<ClaimedActivity> Activities, TimeSpan? NextDueIn);

/// <summary>Claims work for a host: batches, in one round trip, without waiting for rows that others hold.</summary>
internal sealed class WorkClaims(DurableDatabase database, string hub)
{
    // The shared lock on the host's row keeps others from declaring it dead between the claim and its commit.
    private const string ClaimInstances = $"""
        WITH host AS MATERIALIZED (SELECT host_id FROM durable.hosts WHERE host_id = $2 FOR KEY SHARE),
        due AS MATERIALIZED (
            SELECT key FROM durable.instances
            WHERE hub = $1 AND owner IS NULL AND NOT suspended AND ready_at <= now()
            ORDER BY ready_at LIMIT $3 FOR UPDATE SKIP LOCKED),
        claimed AS (
            UPDATE durable.instances i SET owner = host.host_id FROM host
            WHERE i.key = ANY (ARRAY(SELECT key FROM due)) RETURNING i.*)
        SELECT {ClaimedRow.Columns} FROM claimed c
        """;

    private const string ClaimActivities = """
        WITH host AS MATERIALIZED (SELECT host_id FROM durable.hosts WHERE host_id = $2 FOR KEY SHARE),
        due AS MATERIALIZED (
            SELECT id FROM durable.activities WHERE hub = $1 AND owner IS NULL
            ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED)
        UPDATE durable.activities a SET owner = host.host_id FROM host WHERE a.id = ANY (ARRAY(SELECT id FROM due))
        RETURNING a.id, a.instance_key, a.instance_id, a.task_id, a.name, a.input, a.attempts
        """;

    private const string NextDue = """
        SELECT ready_at - now() FROM durable.instances
        WHERE hub = $1 AND owner IS NULL AND NOT suspended AND ready_at > now() ORDER BY ready_at LIMIT 1
        """;

    private const string ReleaseInstances = """
        UPDATE durable.instances SET owner = NULL WHERE owner = $1 AND key <> ALL ($2)
        """;

    private const string ReleaseActivities = """
        UPDATE durable.activities SET owner = NULL WHERE owner = $1 AND id <> ALL ($2)
        """;

    private const string ReleaseRejected = """
        UPDATE durable.instances SET owner = NULL WHERE owner = $1 AND key = $2 AND revision = $3
        """;

    /// <summary>Claims due work, up to a number of each kind.</summary>
    public Task<ClaimResult> ClaimAsync(Guid hostId, int instances, int activities, CancellationToken cancellationToken) =>
        database.RunAsync(
            batch =>
            {
                batch.Add(ClaimInstances).With(hub).With(hostId).With(instances);
                batch.Add(ClaimActivities).With(hub).With(hostId).With(activities);
                batch.Add(NextDue).With(hub);
            },
            (reader, token) => ReadAsync(reader, hostId, token),
            cancellationToken);

    /// <summary>Gives back rows that carry this host's mark although the host does not work on them: claims whose answer was
    /// lost with the connection.</summary>
    public Task ReleaseStrayAsync(Guid hostId, long[] instances, long[] activities, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            batch =>
            {
                batch.Add(ReleaseInstances).With(hostId).With(instances);
                batch.Add(ReleaseActivities).With(hostId).With(activities);
            },
            cancellationToken);

    /// <summary>Gives back one instance whose checkpoint could not be stored.</summary>
    public Task ReleaseAsync(ClaimedInstance instance, CancellationToken cancellationToken) => database.ExecuteAsync(
        batch => batch.Add(ReleaseRejected).With(instance.HostId).With(instance.Key).With(instance.Revision),
        cancellationToken);

    private static async Task<ClaimResult> ReadAsync(NpgsqlDataReader reader, Guid hostId, CancellationToken cancellationToken)
    {
        List<ClaimedInstance> instances = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            instances.Add(ClaimedRow.Read(reader, hostId));
        }

        await reader.NextResultAsync(cancellationToken);
        List<ClaimedActivity> activities = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            activities.Add(new ClaimedActivity(
                hostId, reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetInt32(3), reader.GetString(4),
                reader.Text(5), reader.GetInt32(6)));
        }

        await reader.NextResultAsync(cancellationToken);
        TimeSpan? next = await reader.ReadAsync(cancellationToken) ? reader.GetTimeSpan(0) : null;
        return new ClaimResult(instances, activities, next);
    }
}
