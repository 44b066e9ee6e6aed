using System.Globalization;
using System.Text;

namespace Ingestion.Core.Search;

/// <summary>
/// What a word is, in a post and in a query alike, whatever the locale of the database: letters, marks and digits of any script,
/// in lower case. Everything else is between words.
/// </summary>
internal static class Words
{
    /// <summary>Of longer words only the beginning counts; PostgreSQL takes 2,046 bytes.</summary>
    public const int MaxLength = 200;

    /// <summary>The first word, cut to <see cref="MaxLength"/> UTF-16 units; empty when there is none.</summary>
    /// <param name="text">Text in lower case.</param>
    /// <param name="used">Where to look for the next one.</param>
    public static ReadOnlySpan<char> First(ReadOnlySpan<char> text, out int used)
    {
        int start = 0;
        while (start < text.Length && WordLength(text[start..], out int skipped) == 0)
        {
            start += skipped;
        }

        int end = start;
        int cut = start;
        while (end < text.Length && WordLength(text[end..], out _) is > 0 and int length)
        {
            end += length;
            cut = end - start <= MaxLength ? end : cut;
        }

        used = end;
        return text[start..cut];
    }

    /// <summary>The UTF-16 units of the character at the beginning, 0 when it is between words.</summary>
    private static int WordLength(ReadOnlySpan<char> text, out int length)
    {
        char first = text[0];
        length = 1;
        if (char.IsAscii(first))
        {
            return char.IsAsciiLetterOrDigit(first) ? 1 : 0;
        }

        Rune.DecodeFromUtf16(text, out Rune rune, out length);
        return Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber
            ? length
            : 0;
    }
}
