using Ingestion.Core.Search;
using Xunit;

namespace Ingestion.Tests.Search;

public sealed class PostWordsTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("🚨 - \uD83D", "")]
    [InlineData("Breaking: NBA's #Finals", "breaking:1 finals:4 nba:2 s:3")]
    [InlineData("to be or not to be, b", "b:7 be:2,6 not:4 or:3 to:1,5")]
    [InlineData("a\\b'c:1 &d", "1:4 a:1 b:2 c:3 d:5")]
    [InlineData("BIÊN sữ\u0301a 東京タワー 𝗕𝗼𝗹𝗱 ١٢", "biên:1 sữ\u0301a:2 ١٢:5 東京タワー:3 𝗕𝗼𝗹𝗱:4")]
    public void Of_Text_AreItsLettersAndDigitsInLowerCase(string? text, string expected) =>
        Assert.Equal(expected, Form(text));

    [Fact]
    public void Of_LongWord_IsCutLikeInAQuery()
    {
        string word = new string('x', Words.MaxLength - 1) + "😀"; // Not a letter: ends the word.
        string tooLong = new string('y', Words.MaxLength - 1) + "𝗕𝗕 z";

        Assert.Equal($"{word[..^2]}:1", Form(word));
        Assert.Equal($"{tooLong[..(Words.MaxLength - 1)]}:1 z:2", Form(tooLong));
        Assert.Equal($"'{tooLong[..(Words.MaxLength - 1)]}'", WordQuery.TryParse(tooLong[..^2])!.TsQuery);
    }

    [Fact]
    public void Of_LongText_AreThoseOfItsBeginning()
    {
        string text = string.Concat(Enumerable.Repeat("ab ", PostWords.MaxTextLength));

        Assert.Equal($"a:3334 ab:{string.Join(',', Enumerable.Range(1, PostWords.MaxPlaces))}", Form(text));
    }

    private static string Form(string? text) => WordForm.Text(text);
}
