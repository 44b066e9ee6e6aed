using Ingestion.Core.Normalize.Datasets.FacebookPosts;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.FacebookApi;

/// <summary>What syncs of Facebook Pages write.</summary>
internal static class FacebookApiDataset
{
    private const int Version = 2;

    private static readonly FieldTable Fields = ApiMapping.TableOf<FacebookApiField>();

    public static DatasetMapper Mapper { get; } = new(
        ApiDatasets.IdOf(FacebookUrls.Platform),
        FacebookUrls.Platform,
        RecordKind.Post,
        Version,
        Fields,
        reader => new FacebookApiMapping(reader, Fields));
}
