using Ingestion.Core.Normalize.Datasets.TikTokPosts;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.TikTokProfiles;

/// <summary>TikTok's dataset of profiles.</summary>
internal static class TikTokProfilesDataset
{
    public static DatasetMapper Mapper { get; } = new(
        "gd_l1villgoiiidt09ci", TikTokUrls.Platform, RecordKind.Profile, Version: 1, FieldTable.Of<TikTokProfileField>(),
        fields => new TikTokProfileMapping(fields));
}
