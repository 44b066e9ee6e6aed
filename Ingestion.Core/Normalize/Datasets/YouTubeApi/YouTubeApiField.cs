using System.Text.Json.Serialization;

namespace Ingestion.Core.Normalize.Datasets.YouTubeApi;

/// <summary>
/// The fields of YouTube's Data API that are kept, of <c>channels.list</c> and of <c>videos.list</c>, and the reports beside a channel.
/// </summary>
/// <remarks>Source: reference/provider-apis.md 2.4; read 2026-11-21.</remarks>
internal enum YouTubeApiField
{
    [JsonStringEnumMemberName("profile.id")]
    ChannelId,

    [JsonStringEnumMemberName("profile.snippet.title")]
    ChannelTitle,

    [JsonStringEnumMemberName("profile.snippet.description")]
    ChannelDescription,

    [JsonStringEnumMemberName("profile.statistics.hiddenSubscriberCount")]
    HidesSubscribers,

    [JsonStringEnumMemberName("profile.statistics.subscriberCount")]
    Subscribers,

    [JsonStringEnumMemberName("profile.statistics.videoCount")]
    Videos,

    [JsonStringEnumMemberName("post.id")]
    VideoId,

    [JsonStringEnumMemberName("post.snippet.title")]
    Title,

    [JsonStringEnumMemberName("post.snippet.description")]
    Description,

    [JsonStringEnumMemberName("post.snippet.publishedAt")]
    PublishedAt,

    [JsonStringEnumMemberName("post.snippet.channelTitle")]
    VideoChannelTitle,

    [JsonStringEnumMemberName("post.contentDetails.duration")]
    Duration,

    [JsonStringEnumMemberName("post.statistics.viewCount")]
    Views,

    [JsonStringEnumMemberName("post.statistics.likeCount")]
    Likes,

    [JsonStringEnumMemberName("post.statistics.commentCount")]
    Comments,

    [JsonStringEnumMemberName("insights")]
    Insights,
}
