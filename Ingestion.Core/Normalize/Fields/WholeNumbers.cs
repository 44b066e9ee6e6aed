namespace Ingestion.Core.Normalize.Fields;

/// <summary>JSON numbers that are whole although they are not written so: 12.0, 1.2e3.</summary>
internal static class WholeNumbers
{
    /// <summary>Larger exponents make any number too large, or no whole one.</summary>
    private const int MaxExponent = 100_000_000;

    /// <summary>The exact value of a JSON number, or null when it is negative, not whole, or over 63 bits.</summary>
    public static long? Parse(ReadOnlySpan<byte> number)
    {
        var end = number.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = end < 0 ? number : number[..end];
        var exponent = end < 0 ? 0 : Exponent(number[(end + 1)..]);
        var isNegative = mantissa[0] == '-';
        mantissa = isNegative ? mantissa[1..] : mantissa;
        var point = mantissa.IndexOf((byte)'.');
        var fraction = point < 0 ? 0 : mantissa.Length - point - 1;
        var last = mantissa.LastIndexOfAnyInRange((byte)'1', (byte)'9');
        if (last < 0)
        {
            return 0;
        }

        // Places from the last digit that counts to the units; each must be a zero that the exponent adds.
        var zeros = exponent - fraction + (mantissa.Length - 1 - last) - (point > last ? 1 : 0);
        return isNegative || zeros is < 0 or > 19 ? null : Join(mantissa[..(last + 1)], (int)zeros);
    }

    private static long? Join(ReadOnlySpan<byte> digits, int zeros)
    {
        Int128 value = 0;
        foreach (var digit in digits)
        {
            if (digit != '.')
            {
                value = (value * 10) + (digit - '0');
            }

            if (value > long.MaxValue)
            {
                return null;
            }
        }

        for (; zeros > 0 && value <= long.MaxValue; zeros--)
        {
            value *= 10;
        }

        return value <= long.MaxValue ? (long)value : null;
    }

    private static long Exponent(ReadOnlySpan<byte> text)
    {
        var isNegative = text[0] == '-';
        long exponent = 0;
        foreach (var digit in text[0] is (byte)'-' or (byte)'+' ? text[1..] : text)
        {
            exponent = Math.Min((exponent * 10) + (digit - '0'), MaxExponent);
        }

        return isNegative ? -exponent : exponent;
    }
}
