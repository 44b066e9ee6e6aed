using System.Text.Json.Serialization;

namespace Ingestion.Core.Normalize.Datasets.AppleMusicApi;

/// <summary>The fields of Apple Music's API that are kept: of an artist, and of the albums and songs.</summary>
/// <remarks>Source: reference/provider-apis.md 2.8; the fields of albums and songs are from memory; read 2026-11-21.</remarks>
internal enum AppleMusicApiField
{
    [JsonStringEnumMemberName("profile.id")]
    ArtistId,

    [JsonStringEnumMemberName("profile.attributes.name")]
    ArtistName,

    [JsonStringEnumMemberName("post.id")]
    Id,

    [JsonStringEnumMemberName("post.type")]
    Type,

    [JsonStringEnumMemberName("post.attributes.name")]
    Name,

    [JsonStringEnumMemberName("post.attributes.releaseDate")]
    ReleaseDate,

    [JsonStringEnumMemberName("post.attributes.artwork.url")]
    ArtworkUrl,

    [JsonStringEnumMemberName("post.attributes.artwork.width")]
    ArtworkWidth,

    [JsonStringEnumMemberName("post.attributes.artwork.height")]
    ArtworkHeight,
}
