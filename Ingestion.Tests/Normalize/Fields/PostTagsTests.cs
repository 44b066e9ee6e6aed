using Ingestion.Core.Normalize.Fields;
using Xunit;

namespace Ingestion.Tests.Normalize.Fields;

[Trait("Category", "Unit")]
public sealed class PostTagsTests
{
    [Theory]
    [InlineData("no tags", "")]
    [InlineData("#One, #two. #ONE", "one two")]
    [InlineData("#2024 #y2024 #_", "y2024 _")]
    [InlineData("a#b &#38; x/#c", "")]
    [InlineData("(#d)[#e]##f", "d e f")]
    [InlineData("#été #Übung #하이브는 #لا_للفرنسة #हिन्दी #ไทย", "été übung 하이브는 لا_للفرنسة हिन्दी ไทย")]
    [InlineData("＃wide #𝐀𝐁", "wide 𝐀𝐁")]
    [InlineData("#a-b #c🚀", "a c")]
    [InlineData("#", "")]
    public void AddHashtags_OfAText_TakesEachOnceInLowerCase(string text, string expected)
    {
        var tags = new List<string>();

        PostTags.AddHashtags(text, tags);

        Assert.Equal(expected, string.Join(' ', tags));
    }

    [Theory]
    [InlineData("no one", "")]
    [InlineData("@One and @two_2. @ONE!", "one two_2")]
    [InlineData("me@mail.com a.@b @@c", "")]
    [InlineData("(@a.b.) é@x", "a.b")]
    [InlineData("@ @.", "")]
    public void AddMentions_OfAText_TakesHandlesButNoMailAddresses(string text, string expected)
    {
        var mentions = new List<string>();

        PostTags.AddMentions(text, mentions);

        Assert.Equal(expected, string.Join(' ', mentions));
    }
}
