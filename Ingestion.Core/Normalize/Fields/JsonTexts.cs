using System.Text.Json;

namespace Ingestion.Core.Normalize.Fields;

/// <summary>Texts of JSON as bytes, without making a string of them.</summary>
internal static class JsonTexts
{
    /// <summary>A text or property name; one that is escaped and longer than the room, or no valid text, as it was written.</summary>
    public static ReadOnlySpan<byte> Unescaped(in Utf8JsonReader json, Span<byte> room)
    {
        if (!json.ValueIsEscaped || json.ValueSpan.Length > room.Length)
        {
            return json.ValueSpan;
        }

        try
        {
            return room[..json.CopyString(room)];
        }
        catch (InvalidOperationException)
        {
            return json.ValueSpan;
        }
    }
}
