using System.Text.Json.Serialization;

namespace Ingestion.Core.Normalize.Datasets.XApi;

/// <summary>The fields of X's API that are kept: of <c>/2/users/me</c> and of <c>/2/users/:id/tweets</c>.</summary>
/// <remarks>Source: reference/provider-apis.md 2.5; <c>author_id</c>, <c>lang</c> and <c>note_tweet</c> are from memory; read 2026-11-21.</remarks>
internal enum XApiField
{
    [JsonStringEnumMemberName("profile.id")]
    UserId,

    [JsonStringEnumMemberName("profile.name")]
    Name,

    [JsonStringEnumMemberName("profile.description")]
    Bio,

    [JsonStringEnumMemberName("profile.verified")]
    IsVerified,

    [JsonStringEnumMemberName("profile.public_metrics.followers_count")]
    Followers,

    [JsonStringEnumMemberName("profile.public_metrics.following_count")]
    Following,

    [JsonStringEnumMemberName("profile.public_metrics.tweet_count")]
    PostsCount,

    [JsonStringEnumMemberName("post.id")]
    PostId,

    [JsonStringEnumMemberName("post.text")]
    Text,

    [JsonStringEnumMemberName("post.note_tweet.text")]
    LongText,

    [JsonStringEnumMemberName("post.author_id")]
    AuthorId,

    [JsonStringEnumMemberName("post.created_at")]
    CreatedAt,

    [JsonStringEnumMemberName("post.lang")]
    Language,

    [JsonStringEnumMemberName("post.entities.hashtags")]
    Hashtags,

    [JsonStringEnumMemberName("post.entities.mentions")]
    Mentions,

    [JsonStringEnumMemberName("post.entities.urls")]
    Urls,

    [JsonStringEnumMemberName("post.referenced_tweets")]
    References,

    [JsonStringEnumMemberName("includes")]
    Includes,

    [JsonStringEnumMemberName("post.public_metrics.like_count")]
    Likes,

    [JsonStringEnumMemberName("post.public_metrics.reply_count")]
    Replies,

    [JsonStringEnumMemberName("post.public_metrics.retweet_count")]
    Reposts,

    [JsonStringEnumMemberName("post.public_metrics.quote_count")]
    Quotes,

    [JsonStringEnumMemberName("post.public_metrics.impression_count")]
    Views,

    [JsonStringEnumMemberName("post.public_metrics.bookmark_count")]
    Bookmarks,
}
