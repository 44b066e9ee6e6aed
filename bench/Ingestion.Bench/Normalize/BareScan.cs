using System.Text.Json;

namespace Ingestion.Bench.Normalize;

/// <summary>Reads every token of a stream and keeps nothing: as fast as the framework's reader can be.</summary>
internal static class BareScan
{
    /// <summary>How much of the stream is held at a time, here and by the peer.</summary>
    public const int BufferBytes = 1024 * 1024;

    /// <summary>Counts the objects of the array that the stream is.</summary>
    public static long CountRecords(Stream source)
    {
        byte[] buffer = new byte[BufferBytes];
        JsonReaderState state = default;
        int held = 0;
        bool isEnd = false;
        long records = 0;
        while (!isEnd)
        {
            int count = source.ReadAtLeast(buffer.AsSpan(held), buffer.Length - held, throwOnEndOfStream: false);
            held += count;
            isEnd = held < buffer.Length;
            Utf8JsonReader json = new(buffer.AsSpan(0, held), isEnd, state);
            while (json.Read())
            {
                records += json.TokenType == JsonTokenType.StartObject && json.CurrentDepth == 1 ? 1 : 0;
            }

            state = json.CurrentState;
            int used = (int)json.BytesConsumed;
            buffer.AsSpan(used, held - used).CopyTo(buffer);
            held -= used;
        }

        return records;
    }
}
