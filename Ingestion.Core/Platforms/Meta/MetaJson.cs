using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Ingestion.Core.Platforms.Meta;

/// <summary>What may be kept of Meta's answers: all but their <c>paging</c>, whose addresses hold the access token.</summary>
internal static class MetaJson
{
    private const string Paging = "paging";

    /// <summary>The object without any <c>paging</c> within; else value by value as it was sent.</summary>
    internal static JsonElement WithoutPaging(JsonElement item)
    {
        if (JsonMarshal.GetRawUtf8Value(item).IndexOf("\"paging\""u8) < 0)
        {
            return item;
        }

        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            Copy(item, writer);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <summary>The cursor of the next page; null when there is none. The platform's own address of it is not followed.</summary>
    internal static string? NextCursor(PlatformAnswer answer) =>
        answer.Body.TryGetProperty(Paging, out JsonElement paging)
            && paging.ValueKind == JsonValueKind.Object
            && paging.TryGetProperty("next", out _)
            && paging.TryGetProperty("cursors", out JsonElement cursors)
            ? PlatformAnswer.TextOf(cursors, "after")
            : null;

    private static void Copy(JsonElement value, Utf8JsonWriter writer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in value.EnumerateObject().Where(member => !member.NameEquals(Paging)))
                {
                    writer.WritePropertyName(member.Name);
                    Copy(member.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement element in value.EnumerateArray())
                {
                    Copy(element, writer);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
                break;
        }
    }
}
