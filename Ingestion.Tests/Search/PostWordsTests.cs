using System.Text;
using Ingestion.Core.Search;
using Xunit;

namespace Ingestion.Tests.Search;

public sealed class PostWordsTests
{
    private readonly PostWords words = new();

    [Theory]
    [InlineData(null, "")]
    [InlineData("🚨 - \uD83D", "")]
    [InlineData("Breaking: NBA's #Finals", "breaking:1 nba:2 s:3 finals:4 ")]
    [InlineData("a\\b'c:1 &d", "a:1 b:2 c:3 1:4 d:5 ")]
    [InlineData("BIÊN sữ\u0301a 東京タワー 𝗕𝗼𝗹𝗱 ١٢", "biên:1 sữ\u0301a:2 東京タワー:3 𝗕𝗼𝗹𝗱:4 ١٢:5 ")]
    public void Of_Text_AreItsLettersAndDigitsInLowerCase(string? text, string expected) =>
        Assert.Equal(expected, Form(text));

    [Fact]
    public void Of_LongWord_IsCutLikeInAQuery()
    {
        string word = new string('x', Words.MaxLength - 1) + "😀"; // Not a letter: ends the word.
        string tooLong = new string('y', Words.MaxLength - 1) + "𝗕𝗕 z";

        Assert.Equal($"{word[..^2]}:1 ", Form(word));
        Assert.Equal($"{tooLong[..(Words.MaxLength - 1)]}:1 z:2 ", Form(tooLong));
        Assert.Equal($"'{tooLong[..(Words.MaxLength - 1)]}'", WordQuery.TryParse(tooLong[..^2])!.TsQuery);
    }

    [Fact]
    public void Of_LongText_AreThoseOfItsBeginning()
    {
        string text = string.Concat(Enumerable.Repeat("ab ", PostWords.MaxTextLength));

        Assert.EndsWith("ab:3333 a:3334 ", Form(text), StringComparison.Ordinal);
    }

    private string Form(string? text) => Encoding.UTF8.GetString(words.Of(text));
}
