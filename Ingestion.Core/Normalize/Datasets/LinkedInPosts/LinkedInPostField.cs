namespace Ingestion.Core.Normalize.Datasets.LinkedInPosts;

/// <summary>The fields of a LinkedIn post that are kept.</summary>
/// <remarks>Source: reference/provider-apis.md 1.10, "LinkedIn", posts; read 2026-11-21.</remarks>
internal enum LinkedInPostField
{
    Id,
    Url,
    Title,
    PostText,
    DatePosted,
    Hashtags,
    PostType,
    Repost,
    TaggedPeople,
    TaggedCompanies,
    NumLikes,
    NumComments,
    Images,
    Videos,
    VideoDuration,
    DocumentCoverImage,
    DocumentPageCount,
    ExternalLinkData,
    UserId,
    UseUrl,
    UserName,
    UserFollowers,
}
