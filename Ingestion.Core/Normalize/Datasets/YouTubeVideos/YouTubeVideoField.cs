namespace Ingestion.Core.Normalize.Datasets.YouTubeVideos;

/// <summary>The fields of a YouTube video that are kept.</summary>
/// <remarks>Source: reference/provider-apis.md 1.10, "YouTube", videos; read 2026-11-21.</remarks>
internal enum YouTubeVideoField
{
    VideoId,
    Shortcode,
    Url,
    Title,
    Description,
    DatePosted,
    Hashtags,
    PostType,
    VideoLength,
    IsSponsored,
    Views,
    Likes,
    NumComments,
    Youtuber,
    YoutuberId,
    HandleName,
    ChannelUrl,
    ChannelUrlDecoded,
    Subscribers,
    Verified,
}
