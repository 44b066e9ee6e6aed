using System.Text.Json.Serialization;

namespace Ingestion.Core.Normalize.Datasets.LinkedInApi;

/// <summary>The fields of LinkedIn's API that are kept: of <c>networkSizes</c>, of <c>posts</c>, and what comes beside each of the two.</summary>
/// <remarks>Source: reference/provider-apis.md 2.6; what stands in <c>content</c> is from memory; read 2026-11-21.</remarks>
internal enum LinkedInApiField
{
    [JsonStringEnumMemberName("profile.firstDegreeSize")]
    Followers,

    [JsonStringEnumMemberName("post.id")]
    Id,

    [JsonStringEnumMemberName("post.commentary")]
    Commentary,

    [JsonStringEnumMemberName("post.createdAt")]
    CreatedAt,

    [JsonStringEnumMemberName("post.publishedAt")]
    PublishedAt,

    [JsonStringEnumMemberName("post.content.media.id")]
    MediaId,

    [JsonStringEnumMemberName("post.content.multiImage")]
    MultiImage,

    [JsonStringEnumMemberName("post.content.article")]
    Article,

    [JsonStringEnumMemberName("post.reshareContext")]
    ReshareContext,

    [JsonStringEnumMemberName("insights")]
    Insights,
}
