using Ingestion.Core.Normalize;
using Xunit;

namespace Ingestion.Tests.Normalize.Datasets;

[Trait("Category", "Unit")]
public sealed class InstagramProfilesTests
{
    private const string Dataset = "gd_l1vikfch901nx3by4";

    [Fact]
    public void Profile_FullRecord_HasItsValues()
    {
        var profile = Profile(0);

        Assert.Equal(("instagram", "lima.bijus", "312860191"), (profile.Platform, profile.Handle, profile.ProfileId));
        Assert.Equal(("Lima Bijus Joias", "A\u00e7o inoxid\u00e1vel \U0001F48D"), (profile.Name, profile.Bio));
        Assert.Equal(("https://www.instagram.com/lima.bijus/", true), (profile.Url, profile.IsVerified));
        Assert.Equal((20674, 317, 9676, null), (profile.Followers, profile.Following, profile.Posts, profile.Likes));
    }

    [Theory]
    [InlineData("null", "lima.bijus")]
    [InlineData("\"lim\u2588\u2588\u2588us\"", "lima.bijus")]
    public void Handle_AbsentOrMasked_IsTakenFromTheAddress(string account, string handle) => Assert.Equal(
        handle, Profile(0, ("account", account)).Handle);

    [Fact]
    public void Name_WithoutFullName_IsTheProfilesName() => Assert.Equal(
        "Lima Bijus", Profile(0, ("full_name", "\"\"")).Name);

    [Fact]
    public void Handle_WithoutNameAndAddress_IsTheId() => Assert.Equal(
        "312860191",
        Profile(0, ("account", null), ("url", null), ("profile_url", null)).Handle);

    private static CanonicalProfile Profile(int index, params (string Key, string? Json)[] changes) =>
        Normalizing.Profile(Dataset, WrittenRecords.Record("instagram-profiles", index, changes));
}
