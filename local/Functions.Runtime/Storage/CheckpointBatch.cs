using Functions.Runtime.Engine;
using Npgsql;

namespace Functions.Runtime.Storage;

/// <summary>An episode that is to be stored, for the instance that it belongs to.</summary>
internal sealed record CheckpointWrite(ClaimedInstance Instance, Episode Episode)
{
    public bool IsFinished => Episode.Outcome is EpisodeOutcome.Completed or EpisodeOutcome.Failed;
}

/// <summary>A finished activity whose result is to be stored.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Kind">Completed or failed.</param>
/// <param name="Payload">JSON of the result or of the failure.</param>
internal sealed record ActivityWrite(ClaimedActivity Activity, EventKind Kind, string? Payload);

/// <summary>Builds the one transaction that stores the checkpoints of many instances and the results of many activities. Its
/// first statement locks the rows in the order of their keys and checks the fencing token and revision of each; a row that is
/// no longer ours makes it divide by zero, which undoes the whole batch. Each join of a table repeats its keys as an array, so
/// that the table is read by its index however the planner judges the join.</summary>
internal sealed class CheckpointBatch(string hub, Guid hostId)
{
    private const string Lock = """
        WITH locked AS MATERIALIZED (
            SELECT key, owner, revision FROM durable.instances WHERE key = ANY ($1) ORDER BY key FOR UPDATE)
        SELECT 1 / (count(*) = $2)::int FROM locked l
        JOIN unnest($3::bigint[], $4::int[]) u (key, revision) ON l.key = u.key AND l.revision = u.revision
        WHERE l.owner = $5
        """;

    private const string LockWithTargets = """
        WITH locked AS MATERIALIZED (
            SELECT key, owner, revision FROM durable.instances WHERE key = ANY ($1) OR (hub = $6 AND id = ANY ($7))
            ORDER BY key FOR UPDATE)
        SELECT 1 / (count(*) = $2)::int FROM locked l
        JOIN unnest($3::bigint[], $4::int[]) u (key, revision) ON l.key = u.key AND l.revision = u.revision
        WHERE l.owner = $5
        """;

    // A message that is gone was processed by somebody else after we had read it.
    private const string ConsumeMessages = """
        WITH gone AS (
            DELETE FROM durable.messages m USING unnest($1::bigint[], $2::bigint[]) u (key, id)
            WHERE m.instance_key = u.key AND m.id = u.id AND m.instance_key = ANY ($1) RETURNING 1)
        SELECT 1 / (count(*) = $3)::int FROM gone
        """;

    private const string DropTimers = """
        DELETE FROM durable.messages m USING unnest($1::bigint[], $2::int[], $3::int[]) u (key, execution, task_id)
        WHERE m.instance_key = u.key AND m.kind = 5 AND m.execution = u.execution AND m.task_id = u.task_id
            AND m.instance_key = ANY ($1)
        """;

    private const string AddHistory = """
        INSERT INTO durable.history (instance_key, revision, events) SELECT * FROM unnest($1::bigint[], $2::int[], $3::text[])
        """;

    private const string DropHistory = "DELETE FROM durable.history WHERE instance_key = ANY ($1)";

    private const string DropInbox = "DELETE FROM durable.messages WHERE instance_key = ANY ($1)";

    private const string DropOldTasks = "DELETE FROM durable.messages WHERE instance_key = ANY ($1) AND kind <> 9";

    private const string AddMessages = """
        INSERT INTO durable.messages (instance_key, due_at, kind, execution, task_id, name, payload)
        SELECT u.key, coalesce(u.due_at, now()), u.kind, u.execution, u.task_id, u.name, u.payload
        FROM unnest($1::bigint[], $2::timestamptz[], $3::smallint[], $4::int[], $5::int[], $6::text[], $7::text[])
            WITH ORDINALITY u (key, due_at, kind, execution, task_id, name, payload, n)
        JOIN durable.instances i ON i.key = u.key AND i.key = ANY ($1) AND i.status IN (0, 6)
        ORDER BY u.n
        """;

    private const string AddEvents = """
        INSERT INTO durable.messages (instance_key, due_at, kind, execution, task_id, name, payload)
        SELECT i.key, now(), 9, 0, -1, u.name, u.payload
        FROM unnest($2::text[], $3::text[], $4::text[]) WITH ORDINALITY u (id, name, payload, n)
        JOIN durable.instances i ON i.hub = $1 AND i.id = u.id AND i.id = ANY ($2) AND i.status IN (0, 6)
        ORDER BY u.n
        """;

    private const string WakeTargets = """
        UPDATE durable.instances SET ready_at = CASE WHEN revision = 0 THEN ready_at ELSE least(ready_at, now()) END
        WHERE hub = $1 AND id = ANY ($2) AND status IN (0, 6)
        """;

    private const string Wake = """
        UPDATE durable.instances SET ready_at = CASE WHEN revision = 0 THEN ready_at ELSE least(ready_at, now()) END
        WHERE key = ANY ($1) AND status IN (0, 6)
        """;

    private const string AddActivities = """
        INSERT INTO durable.activities (hub, instance_key, instance_id, execution, task_id, name, input, owner)
        SELECT $1, u.key, u.id, u.execution, u.task_id, u.name, u.input, CASE WHEN u.n <= $8 THEN $9 END
        FROM unnest($2::bigint[], $3::text[], $4::int[], $5::int[], $6::text[], $7::text[])
            WITH ORDINALITY u (key, id, execution, task_id, name, input, n)
        ORDER BY u.n
        RETURNING id, instance_key, instance_id, task_id, name, input, owner IS NOT NULL
        """;

    private const string DropFinished = """
        SELECT durable.delete_instances(array_agg(key)) FROM durable.instances
        WHERE hub = $1 AND id = ANY ($2) AND status NOT IN (0, 6)
        """;

    private const string AddInstances = """
        INSERT INTO durable.instances
            (hub, id, name, input, ready_at, parent_key, parent_execution, parent_task, parent_id, parent_name)
        SELECT $1, u.id, u.name, u.input, now(), u.parent_key, u.execution, u.task_id, u.parent_id, u.parent_name
        FROM unnest($2::text[], $3::text[], $4::text[], $5::bigint[], $6::int[], $7::int[], $8::text[], $9::text[])
            WITH ORDINALITY u (id, name, input, parent_key, execution, task_id, parent_id, parent_name, n)
        ORDER BY u.n
        ON CONFLICT (hub, id) DO NOTHING
        """;

    private const string RefuseDuplicates = """
        INSERT INTO durable.messages (instance_key, due_at, kind, execution, task_id, payload)
        SELECT u.parent_key, now(), 8, u.execution, u.task_id, u.failure
        FROM unnest($2::text[], $3::bigint[], $4::int[], $5::int[], $6::text[])
            u (id, parent_key, execution, task_id, failure)
        JOIN durable.instances i ON i.hub = $1 AND i.id = u.id AND i.id = ANY ($2)
        WHERE (i.parent_key, i.parent_execution, i.parent_task) IS DISTINCT FROM (u.parent_key, u.execution, u.task_id)
        """;

    private const string AddResults = """
        WITH done AS (
            DELETE FROM durable.activities a USING unnest($1::bigint[], $2::smallint[], $3::text[]) u (id, kind, payload)
            WHERE a.id = u.id AND a.id = ANY ($1) AND a.owner = $4
            RETURNING a.instance_key, a.execution, a.task_id, a.name, u.kind, u.payload)
        INSERT INTO durable.messages (instance_key, due_at, kind, execution, task_id, name, payload)
        SELECT d.instance_key, now(), d.kind, d.execution, d.task_id, d.name, d.payload
        FROM done d JOIN durable.instances i ON i.key = d.instance_key AND i.key = ANY ($5) AND i.status IN (0, 6)
        """;

    // What is ready goes on here at once, without a claim of its own.
    private const string ClaimReady = $"""
        WITH host AS MATERIALIZED (SELECT host_id FROM durable.hosts WHERE host_id = $1 FOR KEY SHARE),
        claimed AS (
            UPDATE durable.instances i SET owner = host.host_id FROM host
            WHERE i.key = ANY ($2) AND i.owner IS NULL AND NOT i.suspended AND i.ready_at <= now() RETURNING i.*)
        SELECT {ClaimedRow.Columns} FROM claimed c
        """;

    private const string Update = """
        UPDATE durable.instances i SET
            status = u.status, output = u.output, failure = u.failure, execution = u.execution, revision = i.revision + 1,
            history_events = u.history_events, attempts = 0, owner = NULL, updated_at = now(),
            input = CASE WHEN u.continued THEN u.next_input ELSE i.input END,
            custom_status = CASE WHEN u.has_custom_status THEN u.custom_status ELSE i.custom_status END,
            suspended = i.suspended AND u.status = 0,
            ready_at = CASE WHEN u.continued THEN now() WHEN u.status = 0 THEN
                (SELECT min(m.due_at) FROM durable.messages m WHERE m.instance_key = i.key) END
        FROM unnest($1::bigint[], $2::smallint[], $3::text[], $4::text[], $5::int[], $6::int[], $7::boolean[], $8::text[],
            $9::boolean[], $10::text[])
            u (key, status, output, failure, execution, history_events, continued, next_input, has_custom_status, custom_status)
        WHERE i.key = u.key AND i.key = ANY ($1)
        RETURNING i.key, i.updated_at, i.ready_at - now()
        """;

    /// <summary>Adds the statements.</summary>
    /// <param name="batch">Where to.</param>
    /// <param name="checkpoints">Episodes to store.</param>
    /// <param name="results">Activity results to store.</param>
    /// <param name="ownActivities">How many of the new activities this host starts itself.</param>
    /// <param name="ownInstances">How many instances that are ready again this host goes on with itself.</param>
    public void Fill(
        NpgsqlBatch batch,
        IReadOnlyList<CheckpointWrite> checkpoints,
        IReadOnlyList<ActivityWrite> results,
        int ownActivities,
        int ownInstances)
    {
        var rows = new CheckpointRows(checkpoints);
        AddLock(batch, rows, checkpoints, results);
        AddInboxChanges(batch, rows, checkpoints);
        AddSubOrchestrations(batch, rows);
        if (results.Count > 0)
        {
            batch.Add(AddResults)
                .With(results.Select(static result => result.Activity.Id).ToArray())
                .With(results.Select(static result => (short)result.Kind).ToArray())
                .With(results.Select(static result => result.Payload).ToArray())
                .With(hostId)
                .With(results.Select(static result => result.Activity.InstanceKey).Distinct().ToArray());
        }

        AddUpdates(batch, rows, checkpoints);
        long[] woken = [.. rows.Parents, .. results.Select(static result => result.Activity.InstanceKey).Distinct()];
        if (woken.Length > 0)
        {
            batch.Add(Wake).With(woken);
        }

        if (rows.Sent.Count > 0)
        {
            batch.Add(WakeTargets).With(hub).With(rows.Sent.Select(static sent => sent.Step.Payload!).ToArray());
        }

        if (rows.Activities.Count > 0)
        {
            AddNewActivities(batch, rows, ownActivities);
        }

        IEnumerable<long> open = checkpoints.Where(static write => !write.IsFinished).Select(static write => write.Instance.Key);
        long[] candidates = [.. woken.Concat(open).Distinct().Take(ownInstances)];
        if (candidates.Length > 0)
        {
            batch.Add(ClaimReady).With(hostId).With(candidates);
        }
    }

    private void AddLock(
        NpgsqlBatch batch,
        CheckpointRows rows,
        IReadOnlyList<CheckpointWrite> checkpoints,
        IReadOnlyList<ActivityWrite> results)
    {
        long[] own = [.. checkpoints.Select(static write => write.Instance.Key)];
        long[] all = [.. own, .. rows.Parents, .. results.Select(static result => result.Activity.InstanceKey)];
        NpgsqlBatchCommand command = batch.Add(rows.Sent.Count > 0 ? LockWithTargets : Lock)
            .With(all)
            .With((long)own.Length)
            .With(own)
            .With(checkpoints.Select(static write => write.Instance.Revision).ToArray())
            .With(hostId);
        if (rows.Sent.Count > 0)
        {
            command.With(hub).With(rows.Sent.Select(static sent => sent.Step.Payload!).ToArray());
        }
    }

    private void AddInboxChanges(NpgsqlBatch batch, CheckpointRows rows, IReadOnlyList<CheckpointWrite> checkpoints)
    {
        if (rows.Consumed.Count > 0)
        {
            batch.Add(ConsumeMessages)
                .With(rows.Consumed.Select(static row => row.Key).ToArray())
                .With(rows.Consumed.Select(static row => row.Id).ToArray())
                .With((long)rows.Consumed.Count);
        }

        if (rows.Cancelled.Count > 0)
        {
            batch.Add(DropTimers)
                .With(rows.Cancelled.Select(static row => row.Key).ToArray())
                .With(rows.Cancelled.Select(static row => row.Execution).ToArray())
                .With(rows.Cancelled.Select(static row => row.TaskId).ToArray());
        }

        if (rows.History.Count > 0)
        {
            batch.Add(AddHistory)
                .With(rows.History.Select(static row => row.Key).ToArray())
                .With(rows.History.Select(static row => row.Revision).ToArray())
                .With(rows.History.Select(static row => row.Events).ToArray());
        }

        AddRestarts(batch, checkpoints);
        if (rows.Messages.Count > 0)
        {
            batch.Add(AddMessages)
                .With(rows.Messages.Select(static row => row.Key).ToArray())
                .With(rows.Messages.Select(static row => row.DueAt).ToArray())
                .With(rows.Messages.Select(static row => (short)row.Kind).ToArray())
                .With(rows.Messages.Select(static row => row.Execution).ToArray())
                .With(rows.Messages.Select(static row => row.TaskId).ToArray())
                .With(rows.Messages.Select(static row => row.Name).ToArray())
                .With(rows.Messages.Select(static row => row.Payload).ToArray());
        }

        if (rows.Sent.Count > 0)
        {
            batch.Add(AddEvents)
                .With(hub)
                .With(rows.Sent.Select(static sent => sent.Step.Payload!).ToArray())
                .With(rows.Sent.Select(static sent => sent.Step.Name).ToArray())
                .With(rows.Sent.Select(static sent => sent.Input).ToArray());
        }
    }

    private static void AddRestarts(NpgsqlBatch batch, IReadOnlyList<CheckpointWrite> checkpoints)
    {
        long[] continued = [.. checkpoints
            .Where(static write => write.Episode.Outcome == EpisodeOutcome.ContinuedAsNew)
            .Select(static write => write.Instance.Key)];
        if (continued.Length > 0)
        {
            batch.Add(DropHistory).With(continued);
            batch.Add(DropOldTasks).With(continued);
        }
    }

    private void AddSubOrchestrations(NpgsqlBatch batch, CheckpointRows rows)
    {
        if (rows.Children.Count == 0)
        {
            return;
        }

        string[] chosen = [.. rows.Children.Where(static row => row.Action.HasOwnInstanceId)
            .Select(static row => row.Action.Step.Payload!)];
        if (chosen.Length > 0)
        {
            batch.Add(DropFinished).With(hub).With(chosen);
        }

        string[] ids = [.. rows.Children.Select(static row => row.Action.Step.Payload!)];
        long[] parents = [.. rows.Children.Select(static row => row.Parent.Key)];
        int[] executions = [.. rows.Children.Select(static row => row.Parent.Execution)];
        int[] tasks = [.. rows.Children.Select(static row => row.Action.Step.TaskId)];
        batch.Add(AddInstances)
            .With(hub)
            .With(ids)
            .With(rows.Children.Select(static row => row.Action.Step.Name!).ToArray())
            .With(rows.Children.Select(static row => row.Action.Input).ToArray())
            .With(parents)
            .With(executions)
            .With(tasks)
            .With(rows.Children.Select(static row => row.Parent.Id).ToArray())
            .With(rows.Children.Select(static row => row.Parent.Name).ToArray());
        batch.Add(RefuseDuplicates)
            .With(hub)
            .With(ids)
            .With(parents)
            .With(executions)
            .With(tasks)
            .With(ids.Select(CheckpointRows.DuplicateFailure).ToArray());
    }

    private static void AddUpdates(NpgsqlBatch batch, CheckpointRows rows, IReadOnlyList<CheckpointWrite> checkpoints)
    {
        if (checkpoints.Count == 0)
        {
            return;
        }

        batch.Add(Update)
            .With(checkpoints.Select(static write => write.Instance.Key).ToArray())
            .With(checkpoints.Select(static write => CheckpointRows.StatusOf(write.Episode.Outcome)).ToArray())
            .With(checkpoints.Select(static write => write.IsFinished ? write.Episode.Output : null).ToArray())
            .With(checkpoints.Select(static write =>
                write.Episode.Failure is { } failure ? FailureJson.Write(failure) : null).ToArray())
            .With(checkpoints.Select(static write => CheckpointRows.NextExecution(write)).ToArray())
            .With(rows.HistoryEvents.ToArray())
            .With(checkpoints.Select(static write => write.Episode.Outcome == EpisodeOutcome.ContinuedAsNew).ToArray())
            .With(checkpoints.Select(static write => write.Episode.Output).ToArray())
            .With(checkpoints.Select(static write => write.Episode.HasCustomStatus).ToArray())
            .With(checkpoints.Select(static write => write.Episode.CustomStatus).ToArray());
        long[] finished = [.. checkpoints.Where(static write => write.IsFinished).Select(static write => write.Instance.Key)];
        if (finished.Length > 0)
        {
            batch.Add(DropInbox).With(finished);
        }
    }

    private void AddNewActivities(NpgsqlBatch batch, CheckpointRows rows, int ownActivities) => batch.Add(AddActivities)
        .With(hub)
        .With(rows.Activities.Select(static row => row.Parent.Key).ToArray())
        .With(rows.Activities.Select(static row => row.Parent.Id).ToArray())
        .With(rows.Activities.Select(static row => row.Parent.Execution).ToArray())
        .With(rows.Activities.Select(static row => row.Action.Step.TaskId).ToArray())
        .With(rows.Activities.Select(static row => row.Action.Step.Name!).ToArray())
        .With(rows.Activities.Select(static row => row.Action.Input).ToArray())
        .With((long)ownActivities)
        .With(hostId);
}
