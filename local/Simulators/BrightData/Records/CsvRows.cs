using System.Text;
using System.Text.Json;

namespace Simulators.BrightData.Records;

/// <summary>Turns records into CSV lines. The first record gives the columns; nested values stay JSON.</summary>
internal sealed class CsvRows(bool withHeader)
{
    private string[]? _columns;

    /// <summary>Replaces the JSON record that starts at <paramref name="start"/> by its CSV line, without the line end.</summary>
    public void Replace(RecordBuffer buffer, int start)
    {
        using JsonDocument record = JsonDocument.Parse(buffer.Written[start..]);
        var line = new StringBuilder();
        if (_columns is null)
        {
            _columns = [.. record.RootElement.EnumerateObject().Select(p => p.Name)];
            line.Append(withHeader ? string.Join(',', _columns.Select(Quote)) + "\n" : "");
        }

        line.AppendJoin(',', _columns.Select(c => record.RootElement.TryGetProperty(c, out JsonElement v) ? Cell(v) : ""));
        buffer.Truncate(start);
        buffer.Write(Encoding.UTF8.GetBytes(line.ToString()));
    }

    private static string Cell(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => Quote(value.GetString()!),
        _ => Quote(value.GetRawText()),
    };

    private static string Quote(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0
        ? text
        : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
