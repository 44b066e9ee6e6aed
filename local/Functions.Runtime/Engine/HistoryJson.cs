using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Functions.Runtime.Engine;

/// <summary>The stored form of history events: a JSON array per checkpoint, in it an array
/// <c>[kind, task, name, payload, ticks]</c> per event; and of the messages of a claimed instance.</summary>
internal static class HistoryJson
{
    public static string Write(IReadOnlyList<HistoryEvent> events)
    {
        var buffer = new ArrayBufferWriter<byte>(events.Count * 64);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            writer.WriteStartArray();
            foreach (HistoryEvent step in events)
            {
                writer.WriteStartArray();
                writer.WriteNumberValue((int)step.Kind);
                writer.WriteNumberValue(step.TaskId);
                writer.WriteStringValue(step.Name);
                writer.WriteStringValue(step.Payload);
                writer.WriteNumberValue(step.At.Ticks);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static List<HistoryEvent> Read(string json)
    {
        List<HistoryEvent> events = [];
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            var kind = (EventKind)NextNumber(ref reader);
            int taskId = (int)NextNumber(ref reader);
            string? name = NextText(ref reader);
            string? payload = NextText(ref reader);
            events.Add(new HistoryEvent(kind, taskId, name, payload, new DateTime(NextNumber(ref reader), DateTimeKind.Utc)));
            reader.Read();
        }

        return events;
    }

    /// <summary>Reads <c>[[id, execution, kind, task, name, payload, microseconds since 1970], ...]</c> as the claim
    /// statement builds it.</summary>
    public static List<InboxMessage> ReadMessages(string? json)
    {
        List<InboxMessage> messages = [];
        if (json is null)
        {
            return messages;
        }

        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            long id = NextNumber(ref reader);
            int execution = (int)NextNumber(ref reader);
            var kind = (EventKind)NextNumber(ref reader);
            int taskId = (int)NextNumber(ref reader);
            string? name = NextText(ref reader);
            string? payload = NextText(ref reader);
            DateTime at = DateTime.UnixEpoch.AddMicroseconds(NextNumber(ref reader));
            messages.Add(new InboxMessage(id, execution, new HistoryEvent(kind, taskId, name, payload, at)));
            reader.Read();
        }

        return messages;
    }

    private static long NextNumber(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt64();
    }

    private static string? NextText(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : reader.GetString();
    }
}
