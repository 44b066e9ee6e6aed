using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.YouTubeVideos;

/// <summary>YouTube's dataset of videos.</summary>
internal static class YouTubeVideosDataset
{
    private const int Version = 1;

    public static DatasetMapper Mapper { get; } = new(
        "gd_lk56epmy2i5g7lzu0k",
        YouTubeUrls.Platform,
        RecordKind.Post,
        Version,
        FieldTable.Of<YouTubeVideoField>(),
        reader => new YouTubeVideoMapping(reader));
}
