using System.Globalization;
using System.Text;

namespace Ingestion.Core.Normalize.Fields;

/// <summary>Hashtags and mentions in a text, for records that do not list them.</summary>
internal static class PostTags
{
    /// <summary>A post has at most so many of each; what follows is dropped.</summary>
    public const int MaxTags = 1000;

    /// <summary>Longer words are no tags or handles.</summary>
    public const int MaxLength = 256;

    private const char ZeroWidthNonJoiner = '\u200C';
    private const char ZeroWidthJoiner = '\u200D';
    private const char WideNumberSign = '\uFF03';

    /// <summary>
    /// Lower case and without a leading <c>@</c>, <c>#</c> or blanks; null when nothing is left, and for U+0000, which an address
    /// can spell <c>%00</c>.
    /// </summary>
    public static string? Fold(ReadOnlySpan<char> word)
    {
        var bare = word.Trim().TrimStart("@#\uFF03").Trim();
        return bare.IsEmpty || bare.Length > MaxLength || bare.Contains('\0') ? null : bare.ToString().ToLowerInvariant();
    }

    /// <summary>Adds a word unless it is there or there are too many.</summary>
    public static void Add(List<string> words, string? word)
    {
        if (word is not null && words.Count < MaxTags && !words.Contains(word))
        {
            words.Add(word);
        }
    }

    /// <summary>
    /// Adds what follows each <c>#</c> that does not follow a letter, a digit, <c>&amp;</c> or <c>/</c>: letters, marks and
    /// digits of any script, and <c>_</c>, not only digits.
    /// </summary>
    public static void AddHashtags(string text, List<string> hashtags)
    {
        var rest = text.AsSpan();
        var before = '\0';
        for (var at = rest.IndexOfAny('#', WideNumberSign); at >= 0; at = rest.IndexOfAny('#', WideNumberSign))
        {
            before = at > 0 ? rest[at - 1] : before;
            rest = rest[(at + 1)..];
            var length = HashtagLength(rest);
            if (length > 0 && !IsWordCharacter(before) && before is not ('&' or '/'))
            {
                Add(hashtags, Fold(rest[..length]));
            }

            before = length > 0 ? rest[length - 1] : '#';
            rest = rest[length..];
        }
    }

    /// <summary>
    /// Adds what follows each <c>@</c> that does not follow a letter, a digit or one of <c>_ . @</c> (so no mail address): Latin
    /// letters, digits, <c>_</c> and inner points.
    /// </summary>
    public static void AddMentions(string text, List<string> mentions)
    {
        var rest = text.AsSpan();
        var before = '\0';
        for (var at = rest.IndexOf('@'); at >= 0; at = rest.IndexOf('@'))
        {
            before = at > 0 ? rest[at - 1] : before;
            rest = rest[(at + 1)..];
            var length = HandleLength(rest);
            if (length > 0 && !IsWordCharacter(before) && before is not ('.' or '@' or '/'))
            {
                Add(mentions, Fold(rest[..length]));
            }

            before = length > 0 ? rest[length - 1] : '@';
            rest = rest[length..];
        }
    }

    private static int HandleLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is '_' or '.'))
        {
            length++;
        }

        return text[..length].TrimEnd('.').Length;
    }

    private static int HashtagLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        var hasLetter = false;
        while (length < text.Length && Rune.DecodeFromUtf16(text[length..], out var rune, out var used)
            == System.Buffers.OperationStatus.Done)
        {
            var isLetter = IsLetter(rune);
            if (!isLetter && Rune.GetUnicodeCategory(rune) != UnicodeCategory.DecimalDigitNumber)
            {
                break;
            }

            hasLetter |= isLetter;
            length += used;
        }

        return hasLetter ? length : 0;
    }

    private static bool IsLetter(Rune rune) =>
        Rune.IsLetter(rune) || rune.Value is '_' or ZeroWidthNonJoiner or ZeroWidthJoiner || Rune.GetUnicodeCategory(rune) is
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber;

    private static bool IsWordCharacter(char value) => char.IsLetterOrDigit(value) || value == '_';
}
