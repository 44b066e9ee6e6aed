using Ingestion.Core.Normalize.Datasets.XPosts;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.XProfiles;

/// <summary>X's dataset of profiles.</summary>
internal static class XProfilesDataset
{
    public static DatasetMapper Mapper { get; } = new(
        "gd_lwxmeb2u1cniijd7t4", XUrls.Platform, RecordKind.Profile, Version: 1, FieldTable.Of<XProfileField>(),
        fields => new XProfileMapping(fields));
}
