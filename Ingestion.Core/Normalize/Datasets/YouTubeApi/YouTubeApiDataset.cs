using Ingestion.Core.Normalize.Datasets.YouTubeVideos;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.YouTubeApi;

/// <summary>What syncs of YouTube channels write.</summary>
internal static class YouTubeApiDataset
{
    private const int Version = 2;

    private static readonly FieldTable Fields = ApiMapping.TableOf<YouTubeApiField>();

    public static DatasetMapper Mapper { get; } = new(
        ApiDatasets.IdOf(YouTubeUrls.Platform),
        YouTubeUrls.Platform,
        RecordKind.Post,
        Version,
        Fields,
        reader => new YouTubeApiMapping(reader, Fields));
}
