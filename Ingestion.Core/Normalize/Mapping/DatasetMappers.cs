using System.Collections.Frozen;
using Ingestion.Core.Normalize.Datasets.AppleMusicApi;
using Ingestion.Core.Normalize.Datasets.FacebookApi;
using Ingestion.Core.Normalize.Datasets.FacebookPosts;
using Ingestion.Core.Normalize.Datasets.InstagramApi;
using Ingestion.Core.Normalize.Datasets.InstagramPosts;
using Ingestion.Core.Normalize.Datasets.InstagramProfiles;
using Ingestion.Core.Normalize.Datasets.LinkedInApi;
using Ingestion.Core.Normalize.Datasets.LinkedInCompanies;
using Ingestion.Core.Normalize.Datasets.LinkedInPosts;
using Ingestion.Core.Normalize.Datasets.SpotifyApi;
using Ingestion.Core.Normalize.Datasets.TikTokApi;
using Ingestion.Core.Normalize.Datasets.TikTokPosts;
using Ingestion.Core.Normalize.Datasets.TikTokProfiles;
using Ingestion.Core.Normalize.Datasets.XApi;
using Ingestion.Core.Normalize.Datasets.XPosts;
using Ingestion.Core.Normalize.Datasets.XProfiles;
using Ingestion.Core.Normalize.Datasets.YouTubeApi;
using Ingestion.Core.Normalize.Datasets.YouTubeChannels;
using Ingestion.Core.Normalize.Datasets.YouTubeVideos;

namespace Ingestion.Core.Normalize.Mapping;

/// <summary>The datasets that can be normalised: each folder of <c>Datasets/</c> has its lines here.</summary>
internal static class DatasetMappers
{
    private static readonly FrozenDictionary<string, DatasetMapper> Mappers = Registered()
        .ToFrozenDictionary(mapper => mapper.DatasetId, StringComparer.Ordinal);

    /// <summary>Every mapper, by dataset id.</summary>
    public static IReadOnlyList<DatasetMapper> All { get; } =
        [.. Mappers.Values.OrderBy(mapper => mapper.DatasetId, StringComparer.Ordinal)];

    /// <summary>The mapper of a dataset, or null when its records cannot be normalised.</summary>
    public static DatasetMapper? Find(string datasetId) => Mappers.GetValueOrDefault(datasetId);

    private static IEnumerable<DatasetMapper> Registered() =>
    [
        AppleMusicApiDataset.Mapper,
        FacebookApiDataset.Mapper,
        .. FacebookDatasets.All,
        InstagramApiDataset.Mapper,
        .. InstagramDatasets.All,
        InstagramProfilesDataset.Mapper,
        LinkedInApiDataset.Mapper,
        LinkedInPostsDataset.Mapper,
        LinkedInCompaniesDataset.Mapper,
        SpotifyApiDataset.Mapper,
        TikTokApiDataset.Mapper,
        .. TikTokPostDatasets.All,
        TikTokProfilesDataset.Mapper,
        XApiDataset.Mapper,
        XPostsDataset.Mapper,
        XProfilesDataset.Mapper,
        YouTubeApiDataset.Mapper,
        YouTubeVideosDataset.Mapper,
        YouTubeChannelsDataset.Mapper,
    ];
}
