namespace Ingestion.Core.Normalize.Datasets.FacebookPosts;

/// <summary>The fields of a Facebook post that are kept.</summary>
/// <remarks>Source: reference/provider-apis.md 1.10, "Facebook page posts"; read 2026-11-21.</remarks>
internal enum FacebookField
{
    PostId,
    Url,
    Content,
    DatePosted,
    Hashtags,
    Attachments,
    OriginalPost,
    PostExternalLink,
    PostType,
    IsSponsored,
    Likes,
    NumComments,
    NumShares,
    VideoViewCount,
    PlayCount,
    NumLikesType,
    CountReactionsType,
    UserUrl,
    UserUsernameRaw,
    ProfileId,
    ProfileHandle,
    PageName,
    PageUrl,
    PageIntro,
    PageIsVerified,
    PageFollowers,
    Following,
}
