using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.InstagramPosts;

/// <summary>Instagram's datasets of posts. A reel may come from either, with fields of both.</summary>
internal static class InstagramDatasets
{
    private const int Version = 1;

    private static readonly FieldTable Fields = FieldTable.Of<InstagramField>();

    public static IReadOnlyList<DatasetMapper> All { get; } =
    [
        Of("gd_lk5ns7kz21pck8jpis", isReels: false),
        Of("gd_lyclm20il4r5helnj", isReels: true),
    ];

    private static DatasetMapper Of(string datasetId, bool isReels) => new(
        datasetId,
        InstagramUrls.Platform,
        RecordKind.Post,
        Version,
        Fields,
        reader => new InstagramPostMapping(reader, isReels));
}
