using Ingestion.Core.Normalize.Datasets.LinkedInPosts;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.LinkedInApi;

/// <summary>What syncs of LinkedIn organizations write.</summary>
internal static class LinkedInApiDataset
{
    private const int Version = 2;

    private static readonly FieldTable Fields = ApiMapping.TableOf<LinkedInApiField>();

    public static DatasetMapper Mapper { get; } = new(
        ApiDatasets.IdOf(LinkedInUrls.Platform),
        LinkedInUrls.Platform,
        RecordKind.Post,
        Version,
        Fields,
        reader => new LinkedInApiMapping(reader, Fields));
}
