using System.Globalization;
using System.Text;

namespace Ingestion.Tests.Normalize.Reference;

/// <summary>Hashtags and mentions of a text, position by position.</summary>
internal static class ReferenceTags
{
    private const int Most = 1000;

    public static List<string> Distinct(IEnumerable<string?> words)
    {
        var distinct = new List<string>();
        foreach (var word in words)
        {
            if (word is not null && !distinct.Contains(word) && distinct.Count < Most)
            {
                distinct.Add(word);
            }
        }

        return distinct;
    }

    public static List<string> Hashtags(string? text) =>
        text is null ? [] : Distinct(Places(text, "#\uFF03").Select(at => Hashtag(text, at)));

    public static List<string> Mentions(string? text) =>
        text is null ? [] : Distinct(Places(text, "@").Select(at => Mention(text, at)));

    private static IEnumerable<int> Places(string text, string signs) =>
        Enumerable.Range(0, text.Length).Where(at => signs.Contains(text[at]));

    private static string? Hashtag(string text, int at)
    {
        if (IsAfter(text, at, "&/"))
        {
            return null;
        }

        var word = new StringBuilder();
        var hasLetter = false;
        var i = at + 1;
        while (i < text.Length && Rune.TryGetRuneAt(text, i, out var rune))
        {
            var category = Rune.GetUnicodeCategory(rune);
            var isDigit = category == UnicodeCategory.DecimalDigitNumber;
            var isLetter = category <= UnicodeCategory.SpacingCombiningMark || category == UnicodeCategory.LetterNumber
                || rune.Value is '_' or 0x200C or 0x200D;
            if (!isDigit && !isLetter)
            {
                break;
            }

            hasLetter |= isLetter;
            word.Append(rune.ToString());
            i += rune.Utf16SequenceLength;
        }

        return hasLetter ? ReferenceValues.Fold(word.ToString()) : null;
    }

    private static string? Mention(string text, int at)
    {
        var name = new string([.. text.Skip(at + 1).TakeWhile(value => char.IsAsciiLetterOrDigit(value) || value is '_' or '.')]);
        return IsAfter(text, at, ".@/") ? null : ReferenceValues.Fold(name.TrimEnd('.'));
    }

    private static bool IsAfter(string text, int at, string signs) =>
        at > 0 && (char.IsLetterOrDigit(text[at - 1]) || text[at - 1] == '_' || signs.Contains(text[at - 1]));
}
