using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ingestion.Core.Platforms.Fetch;

namespace Ingestion.Core.Sync;

/// <summary>
/// Writes records as lines of JSON: what the platform sent, value by value as it was sent, in an envelope that says whose it is and
/// when it was asked for. Only white space between values is left out. docs/adr/0008-one-file-per-sync.md has the form.
/// </summary>
internal sealed class SyncRecordWriter(FetchAccount account, TimeProvider clock) : IDisposable
{
    private readonly ArrayBufferWriter<byte> buffer = new();
    private readonly ArrayBufferWriter<byte> compact = new();
    private readonly Utf8JsonWriter writer = new(
        Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    /// <summary>One line with its end; valid until the next call.</summary>
    internal ReadOnlyMemory<byte> Line(FetchedRecord record, FetchSubject subject)
    {
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        writer.WriteStartObject();
        writer.WriteStartObject("account"u8);
        writer.WriteString("account_id"u8, account.AccountId);
        writer.WriteString("external_id"u8, account.ExternalId);
        writer.WriteString("handle"u8, subject.Handle);
        WriteFollowers(subject.Followers);
        writer.WriteEndObject();
        writer.WriteString("fetched_at"u8, clock.GetUtcNow().UtcDateTime);
        writer.WritePropertyName(record.Kind);
        WriteRaw(record.Item);
        if (record is { Insights.Count: > 0, InsightsDate: { } date })
        {
            writer.WriteString("insights_date"u8, date.ToString("O", CultureInfo.InvariantCulture));
        }

        WriteList("insights", record.Insights);
        WriteList("includes", record.Includes);
        writer.WriteEndObject();
        writer.Flush();
        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }

    public void Dispose() => writer.Dispose();

    private void WriteFollowers(long? followers)
    {
        if (followers is { } count)
        {
            writer.WriteNumber("followers"u8, count);
        }
        else
        {
            writer.WriteNull("followers"u8);
        }
    }

    private void WriteList(string name, IReadOnlyList<JsonElement> items)
    {
        if (items.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (JsonElement item in items)
        {
            WriteRaw(item);
        }

        writer.WriteEndArray();
    }

    /// <summary>A line of the file must not be broken by a platform that prints its JSON for people.</summary>
    private void WriteRaw(JsonElement value)
    {
        compact.ResetWrittenCount();
        ReadOnlySpan<byte> json = JsonMarshal.GetRawUtf8Value(value);
        Span<byte> target = compact.GetSpan(json.Length);
        int length = 0;
        bool isText = false;
        for (int i = 0; i < json.Length; i++)
        {
            byte current = json[i];
            if (isText && current == '\\')
            {
                target[length++] = current;
                target[length++] = json[++i];
                continue;
            }

            isText ^= current == '"';
            if (isText || current is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                target[length++] = current;
            }
        }

        writer.WriteRawValue(target[..length], skipInputValidation: true);
    }
}
