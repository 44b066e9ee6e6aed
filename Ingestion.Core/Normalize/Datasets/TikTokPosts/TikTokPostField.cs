namespace Ingestion.Core.Normalize.Datasets.TikTokPosts;

/// <summary>The fields of a TikTok post that are kept.</summary>
/// <remarks>Source: reference/provider-apis.md 1.10, "TikTok"; read 2026-11-21.</remarks>
internal enum TikTokPostField
{
    PostId,
    Url,
    Description,
    CreateTime,
    Hashtags,
    CarouselImages,
    VideoUrl,
    CdnUrl,
    VideoDuration,
    Width,
    DiggCount,
    CommentCount,
    ShareCount,
    NumShareCount,
    PlayCount,
    CollectCount,
    AccountId,
    ProfileId,
    ProfileUsername,
    ProfileUrl,
    ProfileBiography,
    ProfileFollowers,
    IsVerified,
}
