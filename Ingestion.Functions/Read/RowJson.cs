using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Ingestion.Core.Read;
using Ingestion.Functions.Http;

namespace Ingestion.Functions.Read;

/// <summary>Writes rows as JSON objects.</summary>
internal sealed class RowJson(IReadOnlyList<ReadField> fields)
{
    private readonly JsonEncodedText[] _names = [.. fields.Select(field => JsonEncodedText.Encode(field.Name))];

    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = WireJson.Options.Encoder };

    /// <summary>The rows of a list that is short by nature.</summary>
    public static async Task<IReadOnlyList<JsonElement>> ReadAsync(
        ListReader reader, ListQuery query, CancellationToken cancellationToken)
    {
        ListRows rows = await reader.OpenAsync(query, cancellationToken);
        var row = new RowJson(query.Fields);
        List<JsonElement> read = [];
        while (await rows.ReadAsync(cancellationToken))
        {
            read.Add(row.ToElement(rows));
        }

        return read;
    }

    public void Write(Utf8JsonWriter json, ListRows rows)
    {
        json.WriteStartObject();
        for (int column = 0; column < _names.Length; column++)
        {
            json.WritePropertyName(_names[column]);
            if (fields[column].Kind is FieldKind.Cursor)
            {
                json.WriteStringValue(rows.Cursor.ToString());
            }
            else
            {
                WriteValue(json, rows.Row[column], fields[column].Kind);
            }
        }

        json.WriteEndObject();
    }

    private JsonElement ToElement(ListRows rows)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            Write(json, rows);
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value, FieldKind kind)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case DateTimeOffset time:
                json.WriteStringValue(UtcTimeConverter.ToText(time));
                break;
            case DateOnly date:
                json.WriteStringValue(date.ToString("O", CultureInfo.InvariantCulture));
                break;
            case Guid id:
                json.WriteStringValue(id);
                break;
            case string[] texts:
                WriteTexts(json, texts);
                break;
            case string text when kind is FieldKind.Json or FieldKind.Decimal:
                // PostgreSQL's own text of jsonb and numeric is JSON.
                json.WriteRawValue(text, skipInputValidation: true);
                break;
            default:
                json.WriteStringValue((string)value);
                break;
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string[] texts)
    {
        json.WriteStartArray();
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
