using Ingestion.Core.Accounts;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.AppleMusicApi;

/// <summary>What syncs of Apple Music artists write.</summary>
internal static class AppleMusicApiDataset
{
    private const int Version = 1;

    private static readonly FieldTable Fields = ApiMapping.TableOf<AppleMusicApiField>();

    public static DatasetMapper Mapper { get; } = new(
        ApiDatasets.IdOf(AccountPlatforms.AppleMusic),
        AccountPlatforms.AppleMusic,
        RecordKind.Post,
        Version,
        Fields,
        reader => new AppleMusicApiMapping(reader, Fields));
}
