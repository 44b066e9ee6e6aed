using System.Text.Json.Serialization;

namespace Ingestion.Core.Normalize.Datasets.YouTubeChannels;

/// <summary>
/// The fields of a YouTube channel that are kept. No real record was seen and two vendor pages show different names, so each
/// fact has several.
/// </summary>
/// <remarks>
/// Source: https://docs.brightdata.com/api-reference/scrapers/social-media-apis/youtube-channels-discover-by-keyword and
/// https://docs.brightdata.com/datasets/scrapers/youtube/introduction; read 2026-11-21.
/// </remarks>
internal enum YouTubeChannelField
{
    Handle,
    Id,
    Identifier,
    ChannelId,
    Url,
    ChannelUrl,
    Name,
    ChannelName,

    [JsonStringEnumMemberName("Description")]
    CapitalDescription,
    Description,
    Subscribers,
    VideosCount,
    TotalVideos,
    IsVerified,
    Verified,
}
