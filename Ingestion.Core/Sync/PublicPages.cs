using Ingestion.Core.Accounts;

namespace Ingestion.Core.Sync;

/// <summary>Bright Data's dataset of the posts of a public page, by platform.</summary>
/// <remarks>Source: reference/provider-apis.md 1.9; read 2026-11-21.</remarks>
internal static class PublicPages
{
    /// <summary>The counts of posts change for some weeks, as on the platforms' own APIs.</summary>
    internal static readonly TimeSpan Overlap = TimeSpan.FromDays(30);

    internal static string DatasetOf(string platform) => platform switch
    {
        AccountPlatforms.Facebook => "gd_lkaxegm826bjpoo9m5",
        AccountPlatforms.Instagram => "gd_lk5ns7kz21pck8jpis",
        AccountPlatforms.LinkedIn => "gd_lyy3tktm25m4avu764",
        AccountPlatforms.TikTok => "gd_lu702nij2f790tmv9h",
        AccountPlatforms.X => "gd_lwxkxvnf1cynvib9co",
        AccountPlatforms.YouTube => "gd_lk56epmy2i5g7lzu0k",
        _ => throw new ArgumentOutOfRangeException(nameof(platform), platform, "Bright Data has no pages of this platform."),
    };

    /// <summary>X's dataset answers an interval of dates with nothing but an error record, so it is asked for all.</summary>
    internal static bool TakesDates(string platform) => platform != AccountPlatforms.X;
}
