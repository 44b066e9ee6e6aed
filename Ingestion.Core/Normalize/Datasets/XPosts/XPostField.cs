namespace Ingestion.Core.Normalize.Datasets.XPosts;

/// <summary>The fields of a post on X that are kept.</summary>
/// <remarks>Source: reference/provider-apis.md 1.10, "X"; read 2026-11-21.</remarks>
internal enum XPostField
{
    Id,
    Url,
    Description,
    DatePosted,
    Hashtags,
    TaggedUsers,
    Photos,
    Videos,
    ExternalUrl,
    IsRepost,
    Likes,
    Replies,
    Reposts,
    Quotes,
    Views,
    Bookmarks,
    UserPosted,
    UserId,
    Name,
    Biography,
    IsVerified,
    Followers,
    Following,
    PostsCount,
}
