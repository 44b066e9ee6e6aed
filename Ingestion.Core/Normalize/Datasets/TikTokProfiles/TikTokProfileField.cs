namespace Ingestion.Core.Normalize.Datasets.TikTokProfiles;

/// <summary>The fields of a TikTok profile that are kept.</summary>
/// <remarks>Source: reference/provider-apis.md 1.10, "TikTok"; read 2026-11-21.</remarks>
internal enum TikTokProfileField
{
    AccountId,
    Id,
    Url,
    Nickname,
    Biography,
    IsVerified,
    Followers,
    Following,
    Likes,
    LikeCount,
    VideosCount,
}
