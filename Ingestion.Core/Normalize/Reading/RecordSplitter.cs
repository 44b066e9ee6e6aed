namespace Ingestion.Core.Normalize.Reading;

/// <summary>
/// Goes through the window from record to record. What stands between them is lenient, as parts of a snapshot are joined with
/// new lines: arrays, lines and bare objects may follow each other.
/// </summary>
internal sealed class RecordSplitter(RecordReader reader, RecordWindow window, int batchRecords)
{
    private bool isInArray;
    private long index;
    private RecordBoundary? boundary;
    private ReadOutcome outcome;
    private byte[] cut = [];
    private long cutOffset;

    /// <summary>Adds records until the batch is full (true), or until the window has no whole one left.</summary>
    public bool Read(RecordBatch batch)
    {
        while (batch.Records < batchRecords)
        {
            if (boundary is null && SkipSeparators())
            {
                return false;
            }

            if (boundary is null && !ReadRecord(batch))
            {
                return false;
            }

            if (boundary is not null && !SkipRecord(boundary, batch))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True when nothing is left.</summary>
    private bool SkipSeparators()
    {
        var bytes = window.Bytes;
        var i = window.Offset == 0 && bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        for (; i < bytes.Length; i++)
        {
            var value = bytes[i];
            var isSeparator = value is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' or (byte)',' or (byte)']'
                || (value == '[' && !isInArray);
            if (!isSeparator)
            {
                break;
            }

            isInArray = value == '[' || (isInArray && value != ']');
        }

        window.Advance(i);
        return i == bytes.Length;
    }

    /// <summary>False when more bytes are needed.</summary>
    private bool ReadRecord(RecordBatch batch)
    {
        var kind = window.IsEnd ? RecordBytes.Rest : RecordBytes.Part;
        outcome = reader.ReadNext(window.Bytes, kind, index, window.Offset, batch, out var length);
        switch (outcome)
        {
            case ReadOutcome.Read:
                window.Advance(length);
                index++;
                return true;
            case ReadOutcome.Incomplete when !window.IsFull:
            case not ReadOutcome.Incomplete when window.Bytes.Length < RecordReader.MaxRawCut && !window.IsEnd:
                return false;
            default:
                boundary = new RecordBoundary(isWellFormed: outcome != ReadOutcome.Malformed);
                cut = window.Bytes[..Math.Min(window.Bytes.Length, RecordReader.MaxRawCut)].ToArray();
                cutOffset = window.Offset;
                return true;
        }
    }

    /// <summary>Goes to the end of a record that cannot be read; false when more bytes are needed.</summary>
    private bool SkipRecord(RecordBoundary end, RecordBatch batch)
    {
        window.Advance(end.Feed(window.Bytes));
        if (!end.HasEnded && !window.IsEnd)
        {
            return false;
        }

        var place = new RecordPlace(index++, cutOffset, window.Offset - cutOffset);
        var start = place.ByteLength < cut.Length ? cut[..(int)place.ByteLength] : cut;
        batch.Rejected.Add(reader.Reject(outcome, start, place));
        boundary = null;
        return true;
    }
}
