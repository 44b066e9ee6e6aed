using Ingestion.Core.Normalize.Datasets.XPosts;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.XApi;

/// <summary>What syncs of users of X write.</summary>
internal static class XApiDataset
{
    private const int Version = 1;

    private static readonly FieldTable Fields = ApiMapping.TableOf<XApiField>();

    public static DatasetMapper Mapper { get; } = new(
        ApiDatasets.IdOf(XUrls.Platform),
        XUrls.Platform,
        RecordKind.Post,
        Version,
        Fields,
        reader => new XApiMapping(reader, Fields));
}
