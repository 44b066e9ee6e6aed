using Functions.Runtime.Engine;
using Npgsql;

namespace Functions.Runtime.Storage;

/// <summary>The result row of a claim: an instance <c>c</c> with the messages that are due.</summary>
internal static class ClaimedRow
{
    public const int Width = 17;

    public const string Columns = """
        c.key, c.id, c.name, c.input, c.created_at, clock_timestamp(), c.execution, c.revision, c.history_events, c.attempts,
            c.custom_status, c.parent_key, c.parent_execution, c.parent_task, c.parent_id, c.parent_name,
            (SELECT json_agg(json_build_array(m.id, m.execution, m.kind, m.task_id, m.name, m.payload,
                (extract(epoch FROM m.due_at) * 1000000)::bigint) ORDER BY m.due_at, m.id)::text
             FROM (SELECT * FROM durable.messages WHERE instance_key = c.key AND due_at <= now()
                   ORDER BY due_at, id LIMIT 1000) m)
        """;

    public static ClaimedInstance Read(NpgsqlDataReader reader, Guid hostId) => new()
    {
        HostId = hostId,
        Key = reader.GetInt64(0),
        Id = reader.GetString(1),
        Name = reader.GetString(2),
        Input = reader.Text(3),
        CreatedAt = reader.GetDateTime(4),
        Now = reader.GetDateTime(5),
        Execution = reader.GetInt32(6),
        Revision = reader.GetInt32(7),
        HistoryEvents = reader.GetInt32(8),
        Attempts = reader.GetInt32(9),
        CustomStatus = reader.Text(10),
        Parent = reader.IsDBNull(11) ? null : new ParentLink(
            reader.GetInt64(11), reader.GetInt32(12), reader.GetInt32(13), reader.GetString(14), reader.GetString(15)),
        Messages = HistoryJson.ReadMessages(reader.Text(16)),
    };
}
