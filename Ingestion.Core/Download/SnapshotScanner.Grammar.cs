namespace Ingestion.Core.Download;

/// <content>The JSON grammar, RFC 8259.</content>
internal sealed partial class SnapshotScanner
{
    private int Structure(ReadOnlySpan<byte> bytes, int i)
    {
        do
        {
            var value = bytes[i];
            if (IsSpace(value))
            {
                i++;
                continue;
            }

            switch (state)
            {
                case State.Value:
                case State.ValueOrClose when value != (byte)']':
                    i = BeginValue(i, value);
                    break;
                case State.Key or State.KeyOrClose when value == (byte)'"':
                    BeginKey();
                    i = i + 1 < bytes.Length ? Text(bytes, i + 1) : i + 1;
                    break;
                case State.Colon when value == (byte)':':
                    state = State.Value;
                    i++;
                    break;
                case State.CommaOrClose when value == (byte)',':
                    state = isObject ? State.Key : State.Value;
                    i++;
                    break;
                case State.CommaOrClose when value == (isObject ? (byte)'}' : (byte)']'):
                case State.KeyOrClose when value == (byte)'}':
                case State.ValueOrClose:
                    i = Close(i + 1);
                    break;
                default:
                    return Fail(i, Expected());
            }
        }
        while (i < bytes.Length && state is >= State.Value and <= State.CommaOrClose);
        return i;
    }

    private string Expected() => state switch
    {
        State.Key or State.KeyOrClose => "a key was expected",
        State.Colon => "a colon was expected",
        State.CommaOrClose => "a comma or a fitting bracket was expected",
        _ => "a value was expected",
    };

    private int BeginValue(int i, byte first)
    {
        if (depth <= recordDepth + 2)
        {
            Observe(i, first);
        }

        switch (first)
        {
            case (byte)'"':
                isKey = false;
                keyLength = -1;
                isTextEmpty = true;
                state = State.Text;
                break;
            case (byte)'{':
                Open(isObjectOpened: true);
                break;
            case (byte)'[':
                Open(isObjectOpened: false);
                break;
            case (byte)'-':
                state = State.Minus;
                break;
            case (byte)'0':
                state = State.Zero;
                break;
            case >= (byte)'1' and <= (byte)'9':
                state = State.Digits;
                break;
            default:
                return BeginLiteral(i, first);
        }

        return i + 1;
    }

    private void Open(bool isObjectOpened)
    {
        if (depth < CheckedDepth)
        {
            var bit = 1UL << (depth & 63);
            ref var word = ref isObjectBits[depth >> 6];
            word = isObjectOpened ? word | bit : word & ~bit;
            isObject = isObjectOpened;
            state = isObjectOpened ? State.KeyOrClose : State.ValueOrClose;
        }
        else
        {
            state = State.Blind;
        }

        depth++;
        if (depth - recordDepth > maxDepth)
        {
            tally.MarkUnusable();
        }
    }

    private int Close(int after)
    {
        depth--;
        if (depth > 0 && depth < CheckedDepth)
        {
            isObject = (isObjectBits[(depth - 1) >> 6] & (1UL << ((depth - 1) & 63))) != 0;
        }

        AfterValue(after);
        return after;
    }

    private void BeginKey()
    {
        isKey = true;
        state = State.Text;
        keyLength = depth == recordDepth + 1 ? 0 : -1;
        if (keyLength == 0)
        {
            field = RecordField.Content;
        }
    }

    private int Text(ReadOnlySpan<byte> bytes, int i)
    {
        var rest = bytes[i..];
        var length = rest.IndexOfAny(TextStops);
        if (length < 0)
        {
            KeepKey(rest);
            isTextEmpty = false;
            return bytes.Length;
        }

        var after = i + length + 1;
        switch (rest[length])
        {
            case (byte)'"':
                EndText(rest[..length], after);
                return after;
            case (byte)'\\':
                keyLength = -1;
                isTextEmpty = false;
                state = State.Escape;
                return after;
            default:
                return Fail(i + length, "a control character inside a text");
        }
    }

    private void EndText(ReadOnlySpan<byte> piece, int after)
    {
        if (isKey)
        {
            state = State.Colon;
            if (keyLength >= 0)
            {
                field = RecordFields.Of(JoinKey(piece));
            }

            return;
        }

        if (field == RecordField.VideoUrl && depth == recordDepth + 1 && !(isTextEmpty && piece.IsEmpty))
        {
            tally.Medium(RecordField.VideoUrl);
        }

        AfterValue(after);
    }

    /// <summary>The key, from what earlier pieces left of it and this piece.</summary>
    private ReadOnlySpan<byte> JoinKey(ReadOnlySpan<byte> piece)
    {
        if (keyLength == 0)
        {
            return piece;
        }

        KeepKey(piece);
        return keyLength < 0 ? [] : keyBytes.AsSpan(0, keyLength);
    }

    private void KeepKey(ReadOnlySpan<byte> piece)
    {
        if (keyLength < 0)
        {
            return;
        }

        if (keyLength + piece.Length > keyBytes.Length)
        {
            keyLength = -1;
            return;
        }

        piece.CopyTo(keyBytes.AsSpan(keyLength));
        keyLength += piece.Length;
    }

    private int Escape(ReadOnlySpan<byte> bytes, int i)
    {
        var value = bytes[i];
        if (state == State.Escape)
        {
            state = value == (byte)'u' ? State.Hex1 : State.Text;
            return value == (byte)'u' || "\"\\/bfnrt"u8.Contains(value) ? i + 1 : Fail(i, "an unknown escape");
        }

        state = state == State.Hex4 ? State.Text : state + 1;
        return char.IsAsciiHexDigit((char)value) ? i + 1 : Fail(i, "an unknown escape");
    }

    private int Number(ReadOnlySpan<byte> bytes, int i)
    {
        for (; i < bytes.Length; i++)
        {
            var next = (state, bytes[i]) switch
            {
                (State.Minus, (byte)'0') => State.Zero,
                (State.Minus or State.Digits, >= (byte)'0' and <= (byte)'9') => State.Digits,
                (State.Zero or State.Digits, (byte)'.') => State.Point,
                (State.Point or State.Fraction, >= (byte)'0' and <= (byte)'9') => State.Fraction,
                (State.Zero or State.Digits or State.Fraction, (byte)'e' or (byte)'E') => State.Exponent,
                (State.Exponent, (byte)'+' or (byte)'-') => State.ExponentSign,
                (State.Exponent or State.ExponentSign or State.ExponentDigits, >= (byte)'0' and <= (byte)'9')
                    => State.ExponentDigits,
                _ => State.Invalid,
            };
            if (next == State.Invalid)
            {
                return EndNumber(i);
            }

            state = next;
        }

        return i;
    }

    private int EndNumber(int i)
    {
        if (state is State.Minus or State.Point or State.Exponent or State.ExponentSign)
        {
            return Fail(i, "half a number");
        }

        AfterValue(i);
        return i;
    }

    private int BeginLiteral(int i, byte first)
    {
        literal = first switch
        {
            (byte)'t' => True,
            (byte)'f' => False,
            (byte)'n' => Null,
            _ => [],
        };
        literalPosition = 1;
        state = State.Literal;
        return literal.Length == 0 ? Fail(i, "a value was expected") : i + 1;
    }

    private int Literal(ReadOnlySpan<byte> bytes, int i)
    {
        var expected = literal;
        for (; i < bytes.Length; i++)
        {
            if (bytes[i] != expected[literalPosition])
            {
                return Fail(i, "a value was expected");
            }

            if (++literalPosition == expected.Length)
            {
                AfterValue(i + 1);
                return i + 1;
            }
        }

        return i;
    }

    /// <summary>Below the checked depth: brackets are counted, texts are stepped over.</summary>
    private int Blind(ReadOnlySpan<byte> bytes, int i)
    {
        var rest = bytes[i..];
        switch (state)
        {
            case State.BlindEscape:
                state = State.BlindText;
                return i + 1;
            case State.BlindText:
                var stop = rest.IndexOfAny((byte)'"', (byte)'\\');
                state = stop < 0 ? State.BlindText : rest[stop] == (byte)'"' ? State.Blind : State.BlindEscape;
                return stop < 0 ? bytes.Length : i + stop + 1;
            default:
                var bracket = rest.IndexOfAny(BlindStops);
                return bracket < 0 ? bytes.Length : BlindBracket(rest[bracket], i + bracket + 1);
        }
    }

    private int BlindBracket(byte value, int after)
    {
        switch (value)
        {
            case (byte)'"':
                state = State.BlindText;
                return after;
            case (byte)'{' or (byte)'[':
                depth++;
                return after;
            default:
                depth--;
                if (depth == CheckedDepth)
                {
                    AfterValue(after);
                }

                return after;
        }
    }
}
