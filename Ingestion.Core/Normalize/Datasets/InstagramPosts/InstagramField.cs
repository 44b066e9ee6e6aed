namespace Ingestion.Core.Normalize.Datasets.InstagramPosts;

/// <summary>The fields of an Instagram post or reel that are kept.</summary>
/// <remarks>Source: reference/provider-apis.md 1.10, "Instagram", posts and reels; read 2026-11-21.</remarks>
internal enum InstagramField
{
    PostId,
    Pk,
    Shortcode,
    Url,
    Description,
    DatePosted,
    Hashtags,
    ContentType,
    ProductType,
    IsPaidPartnership,
    NumComments,
    Likes,
    Views,
    VideoViewCount,
    VideoPlayCount,
    PostContent,
    Photos,
    Videos,
    Images,
    VideosDuration,
    VideoUrl,
    Length,
    UserPosted,
    UserPostedId,
    ProfileUrl,
    UserProfileUrl,
    Followers,
    Following,
    PostsCount,
    IsVerified,
}
