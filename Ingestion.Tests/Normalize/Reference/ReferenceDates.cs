using System.Globalization;
using System.Text.RegularExpressions;

namespace Ingestion.Tests.Normalize.Reference;

/// <summary>The forms of a time in docs/normalization.md, by regular expression.</summary>
internal static partial class ReferenceDates
{
    private static readonly string[] Months =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    public static DateTimeOffset? Epoch(string number)
    {
        if (!decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var epoch) || epoch < 0)
        {
            return null;
        }

        var seconds = epoch < 100_000_000_000 ? epoch : epoch / 1000;
        return seconds > 100_000_000_000 ? null : DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
    }

    public static DateTimeOffset? Parse(string text)
    {
        if (Iso().Match(text) is { Success: true } iso)
        {
            return Join(
                iso, Number(iso, "month"), iso.Groups["fraction"].Value.PadRight(7, '0')[..7]);
        }

        if (JavaScript().Match(text) is { Success: true } script)
        {
            return Join(script, Array.IndexOf(Months, script.Groups["name"].Value) + 1, "0");
        }

        return Digits().IsMatch(text) ? Epoch(text) : null;
    }

    private static DateTimeOffset? Join(Match match, int month, string fraction)
    {
        try
        {
            var (year, day) = (Number(match, "year"), Number(match, "day"));
            if (year < 1900)
            {
                return null;
            }

            var local = new DateTime(
                year, month, day, Number(match, "hour"), Number(match, "minute"), Number(match, "second"), DateTimeKind.Utc);
            var (hours, minutes) = (Number(match, "east"), Number(match, "eastMinutes"));
            if (hours > 14 || minutes > 59)
            {
                return null;
            }

            var east = new TimeSpan(hours, minutes, 0);
            var utc = local - (match.Groups["sign"].Value == "-" ? -east : east);
            return new DateTimeOffset(utc.AddTicks(long.Parse(fraction, CultureInfo.InvariantCulture)), TimeSpan.Zero);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static int Number(Match match, string group) =>
        match.Groups[group] is { Success: true } found ? int.Parse(found.Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"\A(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})"
        + @"([Tt ](?<hour>[0-9]{2}):(?<minute>[0-9]{2})(:(?<second>[0-9]{2})([.,](?<fraction>[0-9]+))?)?"
        + @"([Zz]|(?<sign>[+-])(?<east>[0-9]{2})(:?(?<eastMinutes>[0-9]{2}))?)?)?\z")]
    private static partial Regex Iso();

    [GeneratedRegex(
        @"\A[\x00-\x7F]{3}\ (?<name>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\ (?<day>[0-9]{2})\ (?<year>[0-9]{4})"
        + @"\ (?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})\ GMT(?<sign>[+-])(?<east>[0-9]{2})(?<eastMinutes>[0-9]{2})"
        + @"(\ .*)?\z",
        RegexOptions.Singleline)]
    private static partial Regex JavaScript();

    [GeneratedRegex(@"\A[0-9]{9,13}\z")]
    private static partial Regex Digits();
}
