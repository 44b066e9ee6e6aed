using Ingestion.Core.Normalize;
using Xunit;

namespace Ingestion.Tests.Normalize.Datasets;

[Trait("Category", "Unit")]
public sealed class YouTubeChannelsTests
{
    private const string Dataset = "gd_lk538t2k2p1k3oos71";

    [Fact]
    public void Profile_AsOneVendorPageShowsIt_HasItsValues()
    {
        var profile = Profile(0);

        Assert.Equal(
            ("youtube", "programmingwithmosh", "UCWv7vMbMWH4-V0ZXdmDpPBA"),
            (profile.Platform, profile.Handle, profile.ProfileId));
        Assert.Equal(("Programming with Mosh", "I teach software"), (profile.Name, profile.Bio));
        Assert.Equal("https://www.youtube.com/@ProgrammingWithMosh", profile.Url);
        Assert.Equal((4810000, null, 210, null), (profile.Followers, profile.Following, profile.Posts, profile.IsVerified));
    }

    [Fact]
    public void Profile_AsAnotherVendorPageShowsIt_HasItsValues()
    {
        var profile = Profile(1);

        Assert.Equal(("mrbeast", null, "MrBeast"), (profile.Handle, profile.ProfileId, profile.Name));
        Assert.Equal("SUBSCRIBE FOR A COOKIE!", profile.Bio);
        Assert.Equal((358000000, 850, true), (profile.Followers, profile.Posts, profile.IsVerified));
    }

    [Fact]
    public void Handle_InThePlaceOfTheId_IsTaken()
    {
        var profile = Profile(0, ("handle", null), ("id", "\"@ProgrammingWithMosh\""));

        Assert.Equal(("programmingwithmosh", "UCWv7vMbMWH4-V0ZXdmDpPBA"), (profile.Handle, profile.ProfileId));
    }

    [Fact]
    public void Handle_OfVideosAndChannel_IsTheSame() => Assert.Equal(
        Normalizing.Post("gd_lk56epmy2i5g7lzu0k", WrittenRecords.Record("youtube-videos", 0)).Author.Handle,
        Profile(0).Handle);

    private static CanonicalProfile Profile(int index, params (string Key, string? Json)[] changes) =>
        Normalizing.Profile(Dataset, WrittenRecords.Record("youtube-channels", index, changes));
}
