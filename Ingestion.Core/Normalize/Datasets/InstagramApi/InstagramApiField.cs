using System.Text.Json.Serialization;

namespace Ingestion.Core.Normalize.Datasets.InstagramApi;

/// <summary>The fields of Instagram's Graph API that are kept: of an account and of its media.</summary>
/// <remarks>Source: reference/provider-apis.md 2.1, where the lists of fields are unconfirmed; read 2026-11-21.</remarks>
internal enum InstagramApiField
{
    [JsonStringEnumMemberName("profile.user_id")]
    UserId,

    [JsonStringEnumMemberName("profile.name")]
    Name,

    [JsonStringEnumMemberName("profile.biography")]
    Biography,

    [JsonStringEnumMemberName("profile.followers_count")]
    Followers,

    [JsonStringEnumMemberName("profile.follows_count")]
    Following,

    [JsonStringEnumMemberName("profile.media_count")]
    MediaCount,

    [JsonStringEnumMemberName("post.id")]
    MediaId,

    [JsonStringEnumMemberName("post.shortcode")]
    Shortcode,

    [JsonStringEnumMemberName("post.caption")]
    Caption,

    [JsonStringEnumMemberName("post.media_type")]
    MediaType,

    [JsonStringEnumMemberName("post.media_product_type")]
    ProductType,

    [JsonStringEnumMemberName("post.media_url")]
    MediaUrl,

    [JsonStringEnumMemberName("post.thumbnail_url")]
    ThumbnailUrl,

    [JsonStringEnumMemberName("post.permalink")]
    Permalink,

    [JsonStringEnumMemberName("post.timestamp")]
    PublishedAt,

    [JsonStringEnumMemberName("post.like_count")]
    Likes,

    [JsonStringEnumMemberName("post.comments_count")]
    Comments,

    [JsonStringEnumMemberName("post.children.data")]
    Children,

    [JsonStringEnumMemberName("post.insights.data")]
    PostInsights,

    [JsonStringEnumMemberName("insights")]
    Insights,

    [JsonStringEnumMemberName("insights_date")]
    InsightsDate,
}
