namespace Ingestion.Core.Providers.BrightData;

/// <summary>The provider's social datasets, one entry each.</summary>
/// <remarks>Source: reference/provider-apis.md 1.9, where three vendor sources agree on the ids; read 2026-11-21.</remarks>
internal static class KnownDatasets
{
    private const string AmericanDate = "MM-dd-yyyy";
    private const string IsoDate = "yyyy-MM-dd";
    private const string IsoTimestamp = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const string NumOfPosts = "num_of_posts";

    public static IEnumerable<Dataset> All() =>
        [.. Facebook(), .. Instagram(), .. TikTok(), .. YouTube(), .. X(), .. LinkedIn()];

    private static Dataset[] Facebook()
    {
        const string platform = "facebook";
        return
        [
            new()
            {
                Id = "gd_lkaxegm826bjpoo9m5", Platform = platform, Name = "Facebook page posts", CountField = NumOfPosts,
                DateFormat = AmericanDate,
            },
            new()
            {
                Id = "gd_lz11l67o2cb3r0lkj3", Platform = platform, Name = "Facebook group posts", CountField = NumOfPosts,
                DateFormat = AmericanDate,
            },
            new()
            {
                Id = "gd_lyclm3ey2q6rww027t", Platform = platform, Name = "Facebook reels", CountField = NumOfPosts,
                DateFormat = AmericanDate,
            },
            new() { Id = "gd_lyclm1571iy3mv57zw", Platform = platform, Name = "Facebook posts by URL" },
            new()
            {
                Id = "gd_lkay758p1eanlolqw8", Platform = platform, Name = "Facebook comments", Kind = DatasetKind.Comments,
            },
            new()
            {
                Id = "gd_mf124a0511bauquyow", Platform = platform, Name = "Facebook pages and profiles",
                Kind = DatasetKind.Profiles,
            },
            new()
            {
                Id = "gd_mf0urb782734ik94dz", Platform = platform, Name = "Facebook profiles", Kind = DatasetKind.Profiles,
            },
        ];
    }

    private static Dataset[] Instagram()
    {
        const string platform = "instagram";
        string[] items = ["/p/", "/reel/", "/tv/"];
        return
        [
            new()
            {
                Id = "gd_lk5ns7kz21pck8jpis", Platform = platform, Name = "Instagram posts", DiscoverBy = "url",
                ItemMarks = items, CountField = NumOfPosts, DateFormat = AmericanDate,
            },
            new()
            {
                Id = "gd_lyclm20il4r5helnj", Platform = platform, Name = "Instagram reels", DiscoverBy = "url",
                ItemMarks = items, CountField = NumOfPosts, DateFormat = AmericanDate,
            },
            new()
            {
                Id = "gd_l1vikfch901nx3by4", Platform = platform, Name = "Instagram profiles", Kind = DatasetKind.Profiles,
            },
            new()
            {
                Id = "gd_ltppn085pokosxh13", Platform = platform, Name = "Instagram comments", Kind = DatasetKind.Comments,
            },
        ];
    }

    private static Dataset[] TikTok()
    {
        const string platform = "tiktok";
        return
        [
            new()
            {
                Id = "gd_lu702nij2f790tmv9h", Platform = platform, Name = "TikTok posts", DiscoverBy = "profile_url",
                ItemMarks = ["/video/", "/photo/"], CountField = NumOfPosts, DateFormat = AmericanDate,
            },
            new()
            {
                Id = "gd_m7n5v2gq296pex2f5m", Platform = platform, Name = "TikTok posts by profile (fast)",
                CountField = NumOfPosts,
            },
            new()
            {
                Id = "gd_m736hjp71lejc5dc0l", Platform = platform, Name = "TikTok posts by URL (fast)",
                CountField = NumOfPosts,
            },
            new()
            {
                Id = "gd_m7n5ixlw1gc4no56kx", Platform = platform, Name = "TikTok posts by search (fast)",
                CountField = NumOfPosts,
            },
            new() { Id = "gd_l1villgoiiidt09ci", Platform = platform, Name = "TikTok profiles", Kind = DatasetKind.Profiles },
            new() { Id = "gd_lkf2st302ap89utw5k", Platform = platform, Name = "TikTok comments", Kind = DatasetKind.Comments },
        ];
    }

    private static Dataset[] YouTube()
    {
        const string platform = "youtube";
        return
        [
            new()
            {
                Id = "gd_lk56epmy2i5g7lzu0k", Platform = platform, Name = "YouTube videos", DiscoverBy = "url",
                ItemMarks = ["/watch", "/shorts/", "youtu.be/"], CountField = NumOfPosts, DateFormat = AmericanDate,
            },
            new() { Id = "gd_lk538t2k2p1k3oos71", Platform = platform, Name = "YouTube channels", Kind = DatasetKind.Profiles },
            new()
            {
                Id = "gd_lk9q0ew71spt1mxywf", Platform = platform, Name = "YouTube comments", Kind = DatasetKind.Comments,
                CountField = "num_of_comments",
            },
        ];
    }

    private static Dataset[] X()
    {
        const string platform = "x";
        return
        [
            new()
            {
                Id = "gd_lwxkxvnf1cynvib9co", Platform = platform, Name = "X posts", DiscoverBy = "profile_url",
                ItemMarks = ["/status/"], DateFormat = IsoDate,
            },
            new()
            {
                Id = "gd_lwxmeb2u1cniijd7t4", Platform = platform, Name = "X profiles", Kind = DatasetKind.Profiles,
                CountField = "max_number_of_posts",
            },
        ];
    }

    private static Dataset[] LinkedIn()
    {
        const string platform = "linkedin";
        return
        [
            new()
            {
                Id = "gd_lyy3tktm25m4avu764", Platform = platform, Name = "LinkedIn posts", DiscoverBy = "profile_url",
                ItemMarks = ["linkedin.com/posts/", "/feed/update/", "/pulse/"], DateFormat = IsoTimestamp,
            },
            new() { Id = "gd_l1viktl72bvl7bjuj0", Platform = platform, Name = "LinkedIn people", Kind = DatasetKind.Profiles },
            new()
            {
                Id = "gd_l1vikfnt1wgvvqz95w", Platform = platform, Name = "LinkedIn companies", Kind = DatasetKind.Profiles,
            },
        ];
    }
}
