using System.Text.RegularExpressions;
using Ingestion.Tests.Registration;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace Ingestion.Tests.Callers;

/// <summary>Each route declares one role, which the page of callers names.</summary>
[Trait("Category", "Unit")]
public sealed partial class RouteRolesTests
{
    [Fact]
    public void Route_Each_DeclaresOneRole()
    {
        Assert.True(ApiRoute.All.Count > 50, "the HTTP functions are found");
        Assert.All(ApiRoute.All, route => Assert.Single(route.Declared));
    }

    [Fact]
    public void Route_Each_IsOpenToTheHostOnlyWhenItIsPublic() => Assert.All(
        ApiRoute.All, route => Assert.Equal(route.Role == "public", route.Level is AuthorizationLevel.Anonymous));

    [Fact]
    public void Page_OfCallers_NamesEachRouteWithItsRole()
    {
        IEnumerable<(string, string)> declared = ApiRoute.All.Select(route => (Plain(route.ToString()), route.Role));
        IEnumerable<(string, string)> written = DocPage.Rows("docs/callers.md")
            .Where(row => row.Name.StartsWith('`'))
            .Select(row => (Plain(row.Name.Trim('`')), row.Type));

        Assert.Equal(declared.Order(), written.Order());
    }

    [Fact]
    public void Body_Each_IsReadWithABound() => Assert.DoesNotContain(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "Ingestion.Functions"), "*.cs", SearchOption.AllDirectories),
        file => Path.GetFileName(file) != "RequestBody.cs" && BodyRead().IsMatch(File.ReadAllText(file)));

    /// <summary>Names of path parameters differ between code and page.</summary>
    private static string Plain(string route) => PathParameter().Replace(route, "{}");

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex PathParameter();

    [GeneratedRegex(@"equest\.(Body\b|BodyReader|ReadFrom|ReadForm|Form\b)")]
    private static partial Regex BodyRead();
}
