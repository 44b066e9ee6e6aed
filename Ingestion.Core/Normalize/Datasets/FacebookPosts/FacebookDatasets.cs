using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.FacebookPosts;

/// <summary>Facebook's datasets of posts.</summary>
internal static class FacebookDatasets
{
    private const int Version = 1;

    private static readonly FieldTable Fields = FieldTable.Of<FacebookField>();

    public static IReadOnlyList<DatasetMapper> All { get; } =
    [
        Of("gd_lkaxegm826bjpoo9m5", isReels: false), // posts of a page or profile
        Of("gd_lyclm1571iy3mv57zw", isReels: false), // posts by URL
        Of("gd_lyclm3ey2q6rww027t", isReels: true),
    ];

    private static DatasetMapper Of(string datasetId, bool isReels) => new(
        datasetId, FacebookUrls.Platform, RecordKind.Post, Version, Fields, reader => new FacebookPostMapping(reader, isReels));
}
