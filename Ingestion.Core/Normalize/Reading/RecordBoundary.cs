using System.Buffers;

namespace Ingestion.Core.Normalize.Reading;

/// <summary>
/// Finds the end of a record that cannot be read, in constant memory. Fed with pieces of any size from the record's first byte
/// on.
/// </summary>
/// <param name="isWellFormed">
/// The record is JSON, only too large or too deep: its brackets are counted. Otherwise the end is guessed: where the brackets
/// close, even if one is missing; before a <c>{</c> that begins a line or stands where a key must; before the <c>]</c> of the
/// array around it.
/// </param>
internal sealed class RecordBoundary(bool isWellFormed)
{
    /// <summary>Deeper brackets of a malformed record are taken for those of objects.</summary>
    private const int MaxKinds = 1024;

    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"[]{}"u8);

    private readonly ulong[] arrays = new ulong[MaxKinds / 64];
    private long fed;
    private long depth;
    private bool isText;
    private bool isEscape;
    private bool isLineStart;
    private byte last;

    /// <summary>The end has been found.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Reads on; returns how many of the bytes belong to the record.</summary>
    public int Feed(ReadOnlySpan<byte> bytes)
    {
        var i = 0;
        while (i < bytes.Length && !HasEnded)
        {
            i = isText ? Text(bytes, i) : isWellFormed && depth > 0 ? Count(bytes, i) : Step(bytes, i);
        }

        fed += i;
        return i;
    }

    private int Text(ReadOnlySpan<byte> bytes, int i)
    {
        if (isEscape)
        {
            isEscape = false;
            return i + 1;
        }

        var stop = isWellFormed
            ? bytes[i..].IndexOfAny((byte)'"', (byte)'\\')
            : bytes[i..].IndexOfAny((byte)'"', (byte)'\\', (byte)'\n');
        if (stop < 0)
        {
            return bytes.Length;
        }

        var found = bytes[i + stop];
        isEscape = found == '\\';
        isText = isEscape;
        last = found;
        HasEnded = !isText && depth == 0;
        return found == '\n' ? i + stop : i + stop + 1;
    }

    private int Count(ReadOnlySpan<byte> bytes, int i)
    {
        var found = bytes[i..].IndexOfAny(Structure);
        if (found < 0)
        {
            return bytes.Length;
        }

        switch (bytes[i + found])
        {
            case (byte)'"':
                isText = true;
                break;
            case (byte)'{' or (byte)'[':
                depth++;
                break;
            default:
                depth--;
                HasEnded = depth == 0;
                break;
        }

        return i + found + 1;
    }

    /// <summary>One byte outside of texts.</summary>
    private int Step(ReadOnlySpan<byte> bytes, int i)
    {
        var value = bytes[i];
        var isFirst = fed + i == 0;
        if (!isFirst && IsBefore(value))
        {
            HasEnded = true;
            return i;
        }

        isLineStart = value == '\n';
        if (value is (byte)' ' or (byte)'\r' or (byte)'\t' or (byte)'\n')
        {
            return i + 1;
        }

        last = value;
        switch (value)
        {
            case (byte)'"':
                isText = true;
                break;
            case (byte)'{' or (byte)'[':
                Open(value == '[');
                break;
            case (byte)'}' or (byte)']':
                Close(value == ']');
                HasEnded = depth == 0;
                break;
            default:
                break;
        }

        return i + 1;
    }

    /// <summary>Whether the record ended before this byte.</summary>
    private bool IsBefore(byte value)
    {
        if (depth == 0)
        {
            return value is (byte)',' or (byte)'\n' or (byte)'{' or (byte)'[' or (byte)'}' or (byte)']';
        }

        return value switch
        {
            (byte)'{' => isLineStart || (last == ',' && !IsArray(depth)),
            (byte)']' => !IsInArray(),
            _ => false,
        };
    }

    private void Open(bool isArray)
    {
        if (depth < MaxKinds)
        {
            var bit = 1UL << (int)(depth & 63);
            ref var word = ref arrays[depth >> 6];
            word = isArray ? word | bit : word & ~bit;
        }

        depth++;
    }

    /// <summary>Closes the innermost bracket of the kind, and those inside it.</summary>
    private void Close(bool isArray)
    {
        while (depth > 0 && IsArray(depth) != isArray)
        {
            depth--;
        }

        depth = Math.Max(0, depth - 1);
    }

    private bool IsArray(long level) =>
        level <= MaxKinds && (arrays[(level - 1) >> 6] & (1UL << (int)((level - 1) & 63))) != 0;

    private bool IsInArray()
    {
        for (var level = Math.Min(depth, MaxKinds); level > 0; level--)
        {
            if (IsArray(level))
            {
                return true;
            }
        }

        return false;
    }
}
