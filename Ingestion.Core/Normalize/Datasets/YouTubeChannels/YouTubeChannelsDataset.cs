using Ingestion.Core.Normalize.Datasets.YouTubeVideos;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.YouTubeChannels;

/// <summary>YouTube's dataset of channels.</summary>
internal static class YouTubeChannelsDataset
{
    private const int Version = 1;

    public static DatasetMapper Mapper { get; } = new(
        "gd_lk538t2k2p1k3oos71",
        YouTubeUrls.Platform,
        RecordKind.Profile,
        Version,
        FieldTable.Of<YouTubeChannelField>(),
        reader => new YouTubeChannelMapping(reader));
}
