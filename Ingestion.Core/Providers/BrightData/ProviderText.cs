using System.Text;

namespace Ingestion.Core.Providers.BrightData;

/// <summary>Provider text made fit for a message: one line, at most 512 bytes of UTF-8.</summary>
internal static class ProviderText
{
    public const int MaxBytes = 512;

    public static string Clean(string text)
    {
        // A character is at least one byte: what is beyond the limit is not worth looking at.
        var start = text.AsSpan().Trim();
        var clean = new StringBuilder(Math.Min(start.Length, MaxBytes));
        var bytes = 0;
        foreach (var rune in start.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MaxBytes)
            {
                break;
            }

            clean.Append(Rune.IsControl(rune) || IsInvisible(rune) ? " " : rune.ToString());
        }

        return clean.ToString();
    }

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is
        System.Globalization.UnicodeCategory.Format
        or System.Globalization.UnicodeCategory.LineSeparator
        or System.Globalization.UnicodeCategory.ParagraphSeparator;
}
