using Functions.Runtime.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Functions.Runtime.Storage;

/// <summary>Changes instances from outside: terminate, suspend, resume, purge. Each takes effect at once, also on an instance
/// that a host works on or that fails to run: a terminated row changes its revision, so that the host's checkpoint is
/// refused.</summary>
internal sealed class InstanceControl(DurableDatabase database, string hub)
{
    private const int PurgePage = 1000;

    private const string Suspend = """
        UPDATE durable.instances SET suspended = $3, updated_at = now()
        WHERE hub = $1 AND id = $2 AND suspended <> $3 AND status IN (0, 6)
        """;

    private const string Exists = "SELECT count(*) FROM durable.instances WHERE hub = $1 AND id = $2";

    private const string Tree = """
        WITH RECURSIVE tree AS (
            SELECT key, id FROM durable.instances WHERE hub = $1 AND id = $2
            UNION ALL
            SELECT c.key, c.id FROM durable.instances c JOIN tree t ON c.parent_key = t.key WHERE $3)
        """;

    // The parent hears of the end of its sub-orchestration, as of any other failure.
    private const string Terminate = Tree + """
        , locked AS MATERIALIZED (
            SELECT i.key FROM durable.instances i
            WHERE (i.key IN (SELECT key FROM tree) AND i.status IN (0, 6))
                OR i.key = (SELECT parent_key FROM durable.instances WHERE hub = $1 AND id = $2)
            ORDER BY i.key FOR UPDATE),
        ended AS (
            UPDATE durable.instances i
            SET status = 5, output = $4, suspended = false, owner = NULL, ready_at = NULL, revision = revision + 1,
                updated_at = now()
            FROM locked l WHERE i.key = l.key AND i.status IN (0, 6) AND i.key IN (SELECT key FROM tree)
            RETURNING i.key, i.id, i.name, i.parent_key, i.parent_execution, i.parent_task),
        told AS (
            INSERT INTO durable.messages (instance_key, due_at, kind, execution, task_id, name, payload)
            SELECT p.key, now(), 8, e.parent_execution, e.parent_task, e.name, $5
            FROM ended e JOIN durable.instances p ON p.key = e.parent_key AND p.status IN (0, 6)
            WHERE e.id = $2
            RETURNING instance_key),
        woken AS (
            UPDATE durable.instances i SET ready_at = least(i.ready_at, now()) FROM told WHERE i.key = told.instance_key),
        dropped AS (DELETE FROM durable.messages m USING ended e WHERE m.instance_key = e.key)
        SELECT (SELECT count(*) FROM tree), ARRAY(SELECT id FROM ended)
        """;

    private const string Purge = Tree + """
        SELECT durable.delete_instances(ARRAY(
            SELECT i.key FROM durable.instances i JOIN tree t ON t.key = i.key WHERE i.status NOT IN (0, 6)))
        """;

    private const string PurgeMany = """
        WITH RECURSIVE chosen AS MATERIALIZED (
            SELECT key FROM durable.instances
            WHERE hub = $1 AND status NOT IN (0, 6) AND ($2::timestamptz IS NULL OR created_at >= $2)
                AND ($3::timestamptz IS NULL OR created_at <= $3) AND ($4::smallint[] IS NULL OR status = ANY ($4))
            ORDER BY key LIMIT $5 FOR UPDATE SKIP LOCKED),
        tree AS (
            SELECT key FROM chosen
            UNION
            SELECT c.key FROM durable.instances c JOIN tree t ON c.parent_key = t.key
            WHERE $6 AND c.status NOT IN (0, 6))
        SELECT durable.delete_instances(ARRAY(SELECT key FROM tree))
        """;

    // An instance is pending until its first checkpoint is stored, although its code has run.
    private const string WakeOne = """
        UPDATE durable.instances SET ready_at = least(ready_at, now()) WHERE key = $1 AND status IN (0, 6)
        """;

    /// <summary>Holds an instance or lets it go on. False when there is no such instance.</summary>
    public async Task<bool> SetSuspendedAsync(string id, bool suspended, CancellationToken cancellationToken)
    {
        long found = await database.RunAsync(
            batch =>
            {
                batch.Add(Exists).With(hub).With(id);
                batch.Add(Suspend).With(hub).With(id).With(suspended);
            },
            static async (reader, token) => await reader.ReadAsync(token) ? reader.GetInt64(0) : 0,
            cancellationToken);
        return found > 0;
    }

    /// <summary>Ends instances that have not finished. Gives the ids of those it ended; null when there is no such
    /// instance.</summary>
    public Task<string[]?> TerminateAsync(string id, string? output, bool recursive, CancellationToken cancellationToken)
    {
        string failure = FailureJson.Write(new TaskFailureDetails(
            "Terminated", "The sub-orchestration was terminated. " + output, null, null, null));
        return database.RunAsync(
            batch => batch.Add(Terminate).With(hub).With(id).With(recursive).With(output).With(failure),
            static async (reader, token) => await reader.ReadAsync(token) && reader.GetInt64(0) > 0
                ? await reader.GetFieldValueAsync<string[]>(1, token) : null,
            cancellationToken);
    }

    /// <summary>Deletes a finished instance, with its finished sub-orchestrations when asked to. Gives the number.</summary>
    public Task<int> PurgeAsync(string id, bool recursive, CancellationToken cancellationToken) => database.RunAsync(
        batch => batch.Add(Purge).With(hub).With(id).With(recursive),
        static async (reader, token) => await reader.ReadAsync(token) ? reader.GetInt32(0) : 0,
        cancellationToken);

    /// <summary>Deletes up to a page of finished instances, with their finished sub-orchestrations when asked to. Gives the
    /// number; less than a page means that none are left.</summary>
    public async Task<(int Count, bool HasMore)> PurgePageAsync(
        PurgeInstancesFilter filter, bool recursive, CancellationToken cancellationToken)
    {
        int count = await database.RunAsync(
            batch => batch.Add(PurgeMany)
                .With(hub)
                .With(filter.CreatedFrom?.UtcDateTime)
                .With(filter.CreatedTo?.UtcDateTime)
                .With(filter.Statuses?.Select(static status => (short)status).ToArray())
                .With(PurgePage)
                .With(recursive),
            static async (reader, token) => await reader.ReadAsync(token) ? reader.GetInt32(0) : 0,
            cancellationToken);
        return (count, count >= PurgePage);
    }

    /// <summary>Makes an instance ready although no message has arrived. False when it has finished.</summary>
    public async Task<bool> WakeAsync(long key, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(batch => batch.Add(WakeOne).With(key), cancellationToken) > 0;
}
