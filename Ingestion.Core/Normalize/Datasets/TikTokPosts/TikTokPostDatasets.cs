using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.TikTokPosts;

/// <summary>TikTok's datasets of posts, which share their fields.</summary>
internal static class TikTokPostDatasets
{
    private const int Version = 1;

    private static readonly FieldTable Fields = FieldTable.Of<TikTokPostField>();

    public static IReadOnlyList<DatasetMapper> All { get; } =
    [
        Of("gd_lu702nij2f790tmv9h"),
        Of("gd_m7n5v2gq296pex2f5m"), // fast, by profile
        Of("gd_m736hjp71lejc5dc0l"), // fast, by URL
        Of("gd_m7n5ixlw1gc4no56kx"), // fast, by search
    ];

    private static DatasetMapper Of(string datasetId) => new(
        datasetId, TikTokUrls.Platform, RecordKind.Post, Version, Fields, fields => new TikTokPostMapping(fields));
}
