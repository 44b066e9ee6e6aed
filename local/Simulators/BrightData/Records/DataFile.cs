using System.Text.Json;

namespace Simulators.BrightData.Records;

/// <summary>A file that holds one JSON array of records, indexed by the bytes of each record.</summary>
internal sealed class DataFile
{
    private readonly byte[] _content;
    private readonly (int Start, int Length)[] _records;

    private DataFile(byte[] content, (int, int)[] records) => (_content, _records) = (content, records);

    public int Count => _records.Length;

    /// <exception cref="InvalidDataException">The file is not a JSON array.</exception>
    public static DataFile Load(string path)
    {
        byte[] content = File.ReadAllBytes(path);
        var reader = new Utf8JsonReader(content);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            throw new InvalidDataException($"{path}: expected a JSON array of records.");
        }

        var records = new List<(int, int)>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            records.Add((start, (int)reader.BytesConsumed - start));
        }

        return new DataFile(content, [.. records]);
    }

    public ReadOnlySpan<byte> Record(int index) => _content.AsSpan(_records[index].Start, _records[index].Length);
}
