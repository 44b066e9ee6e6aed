namespace Ingestion.Core.Normalize.Fields;

/// <summary>The ways in which records write a time. All are read as UTC; only 1900 to 2199 are dates.</summary>
/// <remarks>Source: reference/provider-apis.md 1.10 (ISO 8601, JavaScript date strings in nested records); read 2026-11-21.</remarks>
internal static class ProviderDates
{
    private const int MinYear = 1900;
    private const int MaxYear = 2199;
    private const int JavaScriptOffsetAt = 28;

    /// <summary>Numbers below this are seconds (until the year 5138), others milliseconds.</summary>
    private const decimal FirstMilliseconds = 100_000_000_000;

    private static readonly long FirstTick = new DateTime(MinYear, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
    private static readonly long LastTick = new DateTime(MaxYear + 1, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks - 1;

    /// <summary>Seconds or milliseconds since 1970; null when that is no date.</summary>
    public static DateTimeOffset? FromEpoch(decimal epoch)
    {
        var seconds = epoch < FirstMilliseconds ? epoch : epoch / 1000;
        if (epoch < 0 || seconds > FirstMilliseconds)
        {
            return null;
        }

        var date = DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return date.Year <= MaxYear ? date : null;
    }

    /// <summary>
    /// <c>2024-01-02</c>, <c>2024-01-02T10:00:00.000Z</c> (or a blank for the T, no seconds, an offset, or nothing for UTC),
    /// <c>Tue Jan 02 2024 10:00:00 GMT+0000 (Coordinated Universal Time)</c>, or the digits of an epoch; null for other texts.
    /// </summary>
    public static DateTimeOffset? Parse(ReadOnlySpan<byte> text)
    {
        if (text.Length >= 10 && text[4] == '-' && text[7] == '-')
        {
            return Iso(text);
        }

        if (text.Length >= JavaScriptOffsetAt + 5 && text[3] == ' ' && text[7] == ' ' && text[15] == ' ' && text[24] == ' ')
        {
            return JavaScript(text);
        }

        var epoch = Digits(text);
        return epoch >= 0 && text.Length is >= 9 and <= 13 ? FromEpoch(epoch) : null;
    }

    private static DateTimeOffset? Iso(ReadOnlySpan<byte> text)
    {
        var day = Day(Digits(text[..4]), Digits(text[5..7]), Digits(text[8..10]));
        if (text.Length == 10 || day is null)
        {
            return day is null ? null : InRange(day.Value, 0);
        }

        if (text[10] is not ((byte)'T' or (byte)'t' or (byte)' '))
        {
            return null;
        }

        var rest = text[11..];
        var clock = Clock(ref rest);
        var offset = Offset(rest);
        return clock >= 0 && offset is { } minutes ? InRange(day.Value, clock - (minutes * TimeSpan.TicksPerMinute)) : null;
    }

    /// <summary>Ticks of hh:mm, hh:mm:ss or hh:mm:ss.f and takes them off the text; -1 when it does not begin so.</summary>
    private static long Clock(ref ReadOnlySpan<byte> text)
    {
        if (text.Length < 5 || text[2] != ':')
        {
            return -1;
        }

        var (hours, minutes, seconds) = (Digits(text[..2]), Digits(text[3..5]), 0L);
        text = text[5..];
        long fraction = 0;
        if (text.Length >= 3 && text[0] == ':')
        {
            seconds = Digits(text[1..3]);
            text = text[3..];
            fraction = Fraction(ref text);
        }

        var isClock = hours is >= 0 and < 24 && minutes is >= 0 and < 60 && seconds is >= 0 and < 60 && fraction >= 0;
        return isClock ? (((((hours * 60) + minutes) * 60) + seconds) * TimeSpan.TicksPerSecond) + fraction : -1;
    }

    /// <summary>Ticks of a point and digits, of which those after the seventh are dropped; 0 without a point.</summary>
    private static long Fraction(ref ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] is not ((byte)'.' or (byte)','))
        {
            return 0;
        }

        var length = text[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        length = length < 0 ? text.Length - 1 : length;
        var digits = text.Slice(1, Math.Min(length, 7));
        text = text[(length + 1)..];
        var ticks = Digits(digits);
        for (var i = digits.Length; i < 7; i++)
        {
            ticks *= 10;
        }

        return ticks;
    }

    /// <summary>Minutes east of UTC: 0 for nothing or Z, then +hh:mm, +hhmm and +hh; null for other texts.</summary>
    private static long? Offset(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || (text.Length == 1 && text[0] is (byte)'Z' or (byte)'z'))
        {
            return 0;
        }

        if (text[0] is not ((byte)'+' or (byte)'-') || text.Length is not (3 or 5 or 6) || (text.Length == 6 && text[3] != ':'))
        {
            return null;
        }

        var hours = Digits(text[1..3]);
        var minutes = text.Length == 3 ? 0 : Digits(text[^2..]);
        if (hours is < 0 or > 14 || minutes is < 0 or > 59)
        {
            return null;
        }

        var east = (hours * 60) + minutes;
        return text[0] == '-' ? -east : east;
    }

    private static DateTimeOffset? JavaScript(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> months = "JanFebMarAprMayJunJulAugSepOctNovDec"u8;
        var month = months.IndexOf(text[4..7]);
        var day = month >= 0 && month % 3 == 0 ? Day(Digits(text[11..15]), (month / 3) + 1, Digits(text[8..10])) : null;
        var clockText = text[16..24];
        var clock = Clock(ref clockText);
        var zone = text[25..];
        if (day is null || clock < 0 || !clockText.IsEmpty || !zone.StartsWith("GMT"u8) || (zone.Length > 8 && zone[8] != ' '))
        {
            return null;
        }

        return Offset(zone[3..8]) is { } minutes ? InRange(day.Value, clock - (minutes * TimeSpan.TicksPerMinute)) : null;
    }

    /// <summary>The ticks at which a day begins; null when there is no such day.</summary>
    private static long? Day(long year, long month, long day) =>
        year is >= MinYear and <= MaxYear && month is >= 1 and <= 12 && day >= 1
        && day <= DateTime.DaysInMonth((int)year, (int)month)
            ? new DateTime((int)year, (int)month, (int)day, 0, 0, 0, DateTimeKind.Utc).Ticks
            : null;

    private static DateTimeOffset? InRange(long day, long ticks) =>
        day + ticks >= FirstTick && day + ticks <= LastTick ? new DateTimeOffset(day + ticks, TimeSpan.Zero) : null;

    /// <summary>The number that up to 18 digits make; -1 when there is none or anything else between.</summary>
    private static long Digits(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > 18)
        {
            return -1;
        }

        long value = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return -1;
            }

            value = (value * 10) + (digit - '0');
        }

        return value;
    }
}
