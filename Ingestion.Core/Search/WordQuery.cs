using System.Text;

namespace Ingestion.Core.Search;

/// <summary>
/// What is looked for in the words of posts: all words of the text, <c>"in this order"</c>, <c>one or another</c>,
/// <c>-without</c>. Any text is a query; what is between words is passed over, and the words inside of a term (<c>x.com</c>) must
/// stand together.
/// </summary>
public sealed class WordQuery
{
    /// <summary>Most words of a query. A phrase is compared with a post word by word, for every post that has all of them.</summary>
    public const int MaxWords = 20;

    private const string Or = "or";

    private readonly string text;

    private WordQuery(string text, string tsQuery)
    {
        this.text = text;
        TsQuery = tsQuery;
    }

    /// <summary>As PostgreSQL reads a <c>tsquery</c>: <c>'artemis' &lt;-&gt; 'mission' &amp; !'saturn'</c>.</summary>
    internal string TsQuery { get; }

    /// <summary>Reads what a caller wrote.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>Null without a letter or a digit, and with more than <see cref="MaxWords"/> words.</returns>
    public static WordQuery? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder query = new();
        bool isOr = false;
        int words = 0;
        for (var rest = text.ToLowerInvariant().AsSpan().TrimStart(); !rest.IsEmpty; rest = rest.TrimStart())
        {
            ReadOnlySpan<char> term = NextTerm(ref rest, out bool isWithout, out bool isQuoted);
            if (term.SequenceEqual(Or) && !isQuoted && query.Length > 0)
            {
                isOr = true;
            }
            else if (Phrase(term, ref words) is { Length: > 0 } phrase)
            {
                query.Append(query.Length == 0 ? "" : isOr ? " | " : " & ").Append(isWithout ? "!" : "").Append(phrase);
                isOr = false;
            }
        }

        return words is > 0 and <= MaxWords ? new WordQuery(text, query.ToString()) : null;
    }

    /// <summary>What the caller wrote.</summary>
    public override string ToString() => text;

    /// <summary>Takes what is in quotes, or else what ends with a blank.</summary>
    private static ReadOnlySpan<char> NextTerm(ref ReadOnlySpan<char> rest, out bool isWithout, out bool isQuoted)
    {
        isWithout = rest[0] == '-';
        rest = isWithout ? rest[1..] : rest;
        isQuoted = rest is ['"', ..];
        rest = isQuoted ? rest[1..] : rest;
        int end = isQuoted ? rest.IndexOf('"') : rest.IndexOfAny(" \t\r\n\"");
        var term = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(isQuoted ? end + 1 : end)..];
        return term;
    }

    /// <summary>Its words, one right after the other.</summary>
    private static string Phrase(ReadOnlySpan<char> term, ref int count)
    {
        List<string> words = [];
        while (Words.First(term, out int used) is { IsEmpty: false } word)
        {
            words.Add($"'{word}'");
            term = term[used..];
        }

        count += words.Count;
        return words.Count > 1 ? $"({string.Join(" <-> ", words)})" : string.Concat(words);
    }
}
