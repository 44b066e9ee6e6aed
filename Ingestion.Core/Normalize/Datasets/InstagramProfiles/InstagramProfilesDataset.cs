using Ingestion.Core.Normalize.Datasets.InstagramPosts;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.InstagramProfiles;

/// <summary>Instagram's dataset of profiles.</summary>
internal static class InstagramProfilesDataset
{
    private const int Version = 1;

    public static DatasetMapper Mapper { get; } = new(
        "gd_l1vikfch901nx3by4",
        InstagramUrls.Platform,
        RecordKind.Profile,
        Version,
        FieldTable.Of<InstagramProfileField>(),
        reader => new InstagramProfileMapping(reader));
}
