using Ingestion.Core.Accounts;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.SpotifyApi;

/// <summary>What syncs of Spotify artists write.</summary>
internal static class SpotifyApiDataset
{
    private const int Version = 1;

    private static readonly FieldTable Fields = ApiMapping.TableOf<SpotifyApiField>();

    public static DatasetMapper Mapper { get; } = new(
        ApiDatasets.IdOf(AccountPlatforms.Spotify),
        AccountPlatforms.Spotify,
        RecordKind.Post,
        Version,
        Fields,
        reader => new SpotifyApiMapping(reader, Fields));
}
