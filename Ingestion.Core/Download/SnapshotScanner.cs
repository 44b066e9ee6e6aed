using System.Buffers;

namespace Ingestion.Core.Download;

/// <summary>
/// Reads a snapshot as it passes by: an array of records, one record a line, or one bare record. Checks the whole JSON grammar
/// (but not that texts are valid UTF-8), so that a cut or garbled body is never taken for a complete one. Fed with pieces of
/// any
/// size; keeps a few hundred bytes, whatever the size or depth of a record.
/// </summary>
/// <remarks>
/// Limits: a record over <c>maxRecordBytes</c> or nested deeper than <c>maxDepth</c> counts as skipped. Below
/// <see cref="CheckedDepth"/> brackets are only counted, not matched by kind.
/// </remarks>
internal sealed partial class SnapshotScanner(long maxRecordBytes, int maxDepth)
{
    /// <summary>Depth up to which closing brackets must fit the opening ones.</summary>
    public const int CheckedDepth = 1024;

    private static readonly SearchValues<byte> TextStops =
        SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(control => (byte)control)]);

    private static readonly SearchValues<byte> BlindStops = SearchValues.Create("\"[]{}"u8);

    private static readonly byte[] True = [.. "true"u8];
    private static readonly byte[] False = [.. "false"u8];
    private static readonly byte[] Null = [.. "null"u8];

    private readonly RecordTally tally = new();
    private readonly ulong[] isObjectBits = new ulong[CheckedDepth / 64];
    private readonly byte[] keyBytes = new byte[RecordFields.MaxKeyLength + 1];

    private State state = State.Start;
    private long offset;
    private int depth;
    private bool isObject;
    private int recordDepth;
    private long recordStart = -1;
    private bool hasNewLine = true;
    private bool isKey;
    private bool isTextEmpty;
    private int keyLength;
    private RecordField field;
    private RecordField arrayField;
    private byte[] literal = [];
    private int literalPosition;

    private enum State : byte
    {
        Start, Mark1, Mark2, Between, End, Invalid,
        Value, ValueOrClose, Key, KeyOrClose, Colon, CommaOrClose,
        Text, Escape, Hex1, Hex2, Hex3, Hex4,
        Minus, Zero, Digits, Point, Fraction, Exponent, ExponentSign, ExponentDigits,
        Literal, Blind, BlindText, BlindEscape,
    }

    /// <summary>What the bytes so far are.</summary>
    public ScanStatus Status => state switch
    {
        State.Start or State.Between or State.End => ScanStatus.Complete,
        State.Invalid => ScanStatus.Invalid,
        _ => ScanStatus.Incomplete,
    };

    /// <summary>Bytes fed, or for <see cref="ScanStatus.Invalid"/> the position of the byte that cannot be there.</summary>
    public long Offset => offset;

    /// <summary>Why the bytes are <see cref="ScanStatus.Invalid"/>; else null.</summary>
    public string? Reason { get; private set; }

    /// <summary>The counts of the records that have ended.</summary>
    public RecordCounts Counts => tally.Counts;

    /// <summary>Reads the next piece.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        var i = 0;
        while (i < bytes.Length && state != State.Invalid)
        {
            i = state switch
            {
                State.Text => Text(bytes, i),
                >= State.Value and <= State.CommaOrClose => Structure(bytes, i),
                >= State.Minus and <= State.ExponentDigits => Number(bytes, i),
                State.Literal => Literal(bytes, i),
                State.Escape or (>= State.Hex1 and <= State.Hex4) => Escape(bytes, i),
                >= State.Blind and <= State.BlindEscape => Blind(bytes, i),
                _ => TopLevel(bytes, i),
            };
        }

        offset += i;
        if (recordStart >= 0 && offset - recordStart > maxRecordBytes)
        {
            tally.MarkUnusable();
        }
    }

    private static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    private int Fail(int at, string reason)
    {
        state = State.Invalid;
        Reason = reason;
        return at;
    }

    /// <summary>What stands before, between and after records.</summary>
    private int TopLevel(ReadOnlySpan<byte> bytes, int i)
    {
        var value = bytes[i];
        switch (state)
        {
            case State.Mark1:
                state = State.Mark2;
                return value == 0xBB ? i + 1 : Fail(i, "half a byte order mark");
            case State.Mark2:
                state = State.Start;
                return value == 0xBF ? i + 1 : Fail(i, "half a byte order mark");
            case var _ when IsSpace(value):
                hasNewLine |= value == (byte)'\n';
                return i + 1;
            case State.Start when value == 0xEF && offset + i == 0:
                state = State.Mark1;
                return i + 1;
            case State.Start when value == (byte)'[':
                recordDepth = 1;
                Open(isObjectOpened: false);
                return i + 1;
            case State.Start or State.Between when value == (byte)'{' && hasNewLine:
                return BeginValue(i, value);
            default:
                return Fail(i, value == (byte)'<' ? "an HTML or XML page" : "neither an array nor an object of records");
        }
    }

    private void BeginRecord(int at, bool isRecordObject)
    {
        recordStart = offset + at;
        field = RecordField.Content;
        arrayField = RecordField.Content;
        tally.Begin(isRecordObject);
    }

    private void EndRecord(int at)
    {
        if (offset + at - recordStart > maxRecordBytes)
        {
            tally.MarkUnusable();
        }

        recordStart = -1;
        hasNewLine = false;
        tally.End();
    }

    /// <summary>Tells the tally of values near the top of a record.</summary>
    private void Observe(int at, byte first)
    {
        if (depth == recordDepth)
        {
            BeginRecord(at, first == (byte)'{');
        }
        else if (depth == recordDepth + 1)
        {
            tally.Value(field, isNull: first == (byte)'n');
            arrayField = first == (byte)'[' && field.IsMediaArray() ? field : RecordField.Content;
        }
        else if (arrayField != RecordField.Content && first != (byte)'n')
        {
            tally.Medium(arrayField);
        }
    }

    private void AfterValue(int at)
    {
        if (depth == recordDepth)
        {
            EndRecord(at);
        }

        state = depth > 0 ? State.CommaOrClose : recordDepth > 0 ? State.End : State.Between;
    }
}
