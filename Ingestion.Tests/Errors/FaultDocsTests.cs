using System.Text.RegularExpressions;
using Xunit;

namespace Ingestion.Tests.Errors;

/// <summary>The pages of faults name tests that there are.</summary>
[Trait("Category", "Unit")]
public sealed partial class FaultDocsTests
{
    [Theory]
    [InlineData("faults.md")]
    [InlineData("account-faults.md")]
    public void Page_EveryTestThatItNames_IsThere(string page)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "docs", page));
        (string Class, string Method)[] named = [.. TestName().Matches(text).Select(match => (match.Groups[1].Value, match.Groups[2].Value))];

        (string Class, string Method)[] missing = [.. named.Where(test => !typeof(FaultDocsTests).Assembly.GetTypes().Any(
            type => type.Name == test.Class && (test.Method.Length == 0 || type.GetMethod(test.Method) is not null)))];

        Assert.NotEmpty(named);
        Assert.Empty(missing);
    }

    [GeneratedRegex(@"`(\w+Tests)(?:\.(\w+))?`")]
    private static partial Regex TestName();
}
