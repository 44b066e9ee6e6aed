using Ingestion.Core.Normalize.Datasets.TikTokPosts;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.TikTokApi;

/// <summary>What syncs of TikTok users write.</summary>
internal static class TikTokApiDataset
{
    private const int Version = 1;

    private static readonly FieldTable Fields = ApiMapping.TableOf<TikTokApiField>();

    public static DatasetMapper Mapper { get; } = new(
        ApiDatasets.IdOf(TikTokUrls.Platform),
        TikTokUrls.Platform,
        RecordKind.Post,
        Version,
        Fields,
        reader => new TikTokApiMapping(reader, Fields));
}
