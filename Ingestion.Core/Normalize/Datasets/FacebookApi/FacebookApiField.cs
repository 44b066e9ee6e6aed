using System.Text.Json.Serialization;

namespace Ingestion.Core.Normalize.Datasets.FacebookApi;

/// <summary>The fields of Facebook's Graph API that are kept: of a Page and of its posts.</summary>
/// <remarks>Source: reference/provider-apis.md 2.2, where the lists of fields are unconfirmed; read 2026-11-21.</remarks>
internal enum FacebookApiField
{
    [JsonStringEnumMemberName("profile.id")]
    PageId,

    [JsonStringEnumMemberName("profile.name")]
    Name,

    [JsonStringEnumMemberName("profile.link")]
    Link,

    [JsonStringEnumMemberName("profile.followers_count")]
    Followers,

    [JsonStringEnumMemberName("profile.verification_status")]
    Verification,

    [JsonStringEnumMemberName("post.id")]
    PostId,

    [JsonStringEnumMemberName("post.message")]
    Message,

    [JsonStringEnumMemberName("post.created_time")]
    PublishedAt,

    [JsonStringEnumMemberName("post.permalink_url")]
    Permalink,

    [JsonStringEnumMemberName("post.full_picture")]
    Picture,

    [JsonStringEnumMemberName("post.attachments.data")]
    Attachments,

    [JsonStringEnumMemberName("post.shares.count")]
    Shares,

    [JsonStringEnumMemberName("post.reactions.summary.total_count")]
    Reactions,

    [JsonStringEnumMemberName("post.comments.summary.total_count")]
    Comments,

    [JsonStringEnumMemberName("post.insights.data")]
    PostInsights,

    [JsonStringEnumMemberName("insights")]
    Insights,
}
