using Ingestion.Core.Normalize;
using Xunit;

namespace Ingestion.Tests.Normalize.Datasets;

[Trait("Category", "Unit")]
public sealed class LinkedInCompaniesTests
{
    private const string Dataset = "gd_l1vikfnt1wgvvqz95w";

    [Fact]
    public void Profile_FullRecord_HasItsValues()
    {
        var profile = Profile(0);

        Assert.Equal(("linkedin", "the-soup-company", "164197"), (profile.Platform, profile.Handle, profile.ProfileId));
        Assert.Equal(("Soup & Co", "One of the largest soup companies"), (profile.Name, profile.Bio));
        Assert.Equal(("https://www.linkedin.com/company/the-soup-company", null), (profile.Url, profile.IsVerified));
        Assert.Equal((1557451, null, null, null), (profile.Followers, profile.Following, profile.Posts, profile.Likes));
    }

    [Fact]
    public void Handle_Absent_IsTakenFromTheAddress() => Assert.Equal(
        "the-soup-company", Profile(0, ("id", "null")).Handle);

    [Fact]
    public void Specialties_AsAnArray_AreNoMatter() => Assert.Equal(
        "the-soup-company",
        Profile(0, ("specialties", """["Food"]""")).Handle);

    [Fact]
    public void Bio_WithoutDescription_IsTheSlogan() => Assert.Equal(
        "Soup!", Profile(0, ("about", null)).Bio);

    private static CanonicalProfile Profile(int index, params (string Key, string? Json)[] changes) =>
        Normalizing.Profile(Dataset, WrittenRecords.Record("linkedin-companies", index, changes));
}
