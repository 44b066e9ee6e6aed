using System.Text.Json.Serialization;

namespace Ingestion.Core.Normalize.Datasets.TikTokApi;

/// <summary>The fields of TikTok's Display API that are kept: of <c>/v2/user/info/</c> and of <c>/v2/video/list/</c>.</summary>
/// <remarks>Source: reference/provider-apis.md 2.3; read 2026-11-21.</remarks>
internal enum TikTokApiField
{
    [JsonStringEnumMemberName("profile.open_id")]
    OpenId,

    [JsonStringEnumMemberName("profile.display_name")]
    DisplayName,

    [JsonStringEnumMemberName("profile.bio_description")]
    Bio,

    [JsonStringEnumMemberName("profile.is_verified")]
    IsVerified,

    [JsonStringEnumMemberName("profile.follower_count")]
    Followers,

    [JsonStringEnumMemberName("profile.following_count")]
    Following,

    [JsonStringEnumMemberName("profile.likes_count")]
    AllLikes,

    [JsonStringEnumMemberName("profile.video_count")]
    Videos,

    [JsonStringEnumMemberName("post.id")]
    VideoId,

    [JsonStringEnumMemberName("post.create_time")]
    CreateTime,

    [JsonStringEnumMemberName("post.title")]
    Title,

    [JsonStringEnumMemberName("post.video_description")]
    Description,

    [JsonStringEnumMemberName("post.duration")]
    Duration,

    [JsonStringEnumMemberName("post.share_url")]
    ShareUrl,

    [JsonStringEnumMemberName("post.width")]
    Width,

    [JsonStringEnumMemberName("post.height")]
    Height,

    [JsonStringEnumMemberName("post.like_count")]
    Likes,

    [JsonStringEnumMemberName("post.comment_count")]
    Comments,

    [JsonStringEnumMemberName("post.share_count")]
    Shares,

    [JsonStringEnumMemberName("post.view_count")]
    Views,
}
