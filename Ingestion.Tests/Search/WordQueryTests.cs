using Ingestion.Core.Search;
using Xunit;

namespace Ingestion.Tests.Search;

public sealed class WordQueryTests
{
    [Theory]
    [InlineData("Artemis  LAUNCH", "'artemis' & 'launch'")]
    [InlineData("\"artemis mission\" -saturn", "('artemis' <-> 'mission') & !'saturn'")]
    [InlineData("apollo or artemis moon", "'apollo' | 'artemis' & 'moon'")]
    [InlineData("or else \"or\" or", "'or' & 'else' & 'or'")]
    [InlineData("x.com/espn don't", "('x' <-> 'com' <-> 'espn') & ('don' <-> 't')")]
    [InlineData("-\"a b\" \"open end", "!('a' <-> 'b') & ('open' <-> 'end')")]
    [InlineData("BIÊN sữa 東京 ١٢", "'biên' & 'sữa' & '東京' & '١٢'")]
    [InlineData("a' & b | !c <-> :* \\ ( ", "'a' & 'b' & 'c'")]
    public void TryParse_Text_IsAQueryOfItsWords(string text, string query)
    {
        WordQuery parsed = WordQuery.TryParse(text)!;

        Assert.Equal(query, parsed.TsQuery);
        Assert.Equal(text, parsed.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \"\" - ")]
    [InlineData("!!! 🚨 \uD83D")]
    public void TryParse_NoLetterOrDigit_IsNothing(string text) => Assert.Null(WordQuery.TryParse(text));

    [Theory]
    [InlineData(" ", "")]
    [InlineData(" or ", "")]
    [InlineData(".", "")]
    [InlineData(" ", "\"")]
    public void TryParse_MoreWordsThanTheBound_IsNothing(string between, string quote)
    {
        IEnumerable<string> words = Enumerable.Repeat("w", WordQuery.MaxWords);

        Assert.NotNull(WordQuery.TryParse(quote + string.Join(between, words) + quote));
        Assert.Null(WordQuery.TryParse(quote + string.Join(between, words.Append("w")) + quote));
    }
}
