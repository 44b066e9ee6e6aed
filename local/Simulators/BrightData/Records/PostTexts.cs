namespace Simulators.BrightData.Records;

/// <summary>Texts with what real ones have: emoji, line breaks, quotes, other scripts, and very different lengths.</summary>
internal static class PostTexts
{
    private static readonly string[] Sentences =
    [
        "A great evening at the stadium \uD83D\uDEA8\uD83D\uDC3B",
        "The coach said \\\"we take it one game at a time\\\".",
        "Full story in the first comment.",
        "M\u1EB9 \u01A1i, c\u00F9ng b\u00E9 \u0111\u1ED3ng h\u00E0nh m\u1ED7i ng\u00E0y nh\u00E9! \uD83D\uDC76",
        "\u4ECA\u65E5\u306E\u8A66\u5408\u306F\u7D20\u6674\u3089\u3057\u304B\u3063\u305F\u3002",
        "Which one is your favourite? Tell us below \uD83D\uDC47",
        "Tickets go on sale on Friday at 10 a.m., and the first hundred callers get a signed jersey from the captain himself.",
        "\u0644\u0627 \u062A\u0641\u0648\u062A\u0648\u0627 \u0627\u0644\u0639\u0631\u0636 \u0627\u0644\u064A\u0648\u0645",
    ];

    /// <summary>A JSON string, quotes included.</summary>
    public static string Of(int variant)
    {
        int count = 1 + (variant % 7);
        IEnumerable<string> texts = Enumerable.Range(0, count).Select(i => Sentences[(variant + (i * 3)) % Sentences.Length]);
        return "\"" + string.Join("\\n\\n", texts) + "\"";
    }

    /// <summary>A JSON array: empty for most, as with real posts.</summary>
    public static string HashtagsOf(int variant) => variant % 16 == 7 ? "[\"simulated\",\"post\",\"n\u0103ng\u0111\u1ED9ng\"]" : "[]";
}
