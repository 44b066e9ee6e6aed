using Ingestion.Core.Normalize.Datasets.InstagramPosts;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.InstagramApi;

/// <summary>What syncs of Instagram accounts write.</summary>
internal static class InstagramApiDataset
{
    private const int Version = 2;

    private static readonly FieldTable Fields = ApiMapping.TableOf<InstagramApiField>();

    public static DatasetMapper Mapper { get; } = new(
        ApiDatasets.IdOf(InstagramUrls.Platform),
        InstagramUrls.Platform,
        RecordKind.Post,
        Version,
        Fields,
        reader => new InstagramApiMapping(reader, Fields));
}
