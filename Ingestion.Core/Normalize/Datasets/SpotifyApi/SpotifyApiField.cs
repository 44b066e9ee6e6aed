using System.Text.Json.Serialization;

namespace Ingestion.Core.Normalize.Datasets.SpotifyApi;

/// <summary>The fields of Spotify's Web API that are kept: of an artist, and of the albums and tracks.</summary>
/// <remarks>Source: reference/provider-apis.md 2.7; the fields of albums and tracks are from memory; read 2026-11-21.</remarks>
internal enum SpotifyApiField
{
    [JsonStringEnumMemberName("profile.id")]
    ArtistId,

    [JsonStringEnumMemberName("profile.name")]
    ArtistName,

    [JsonStringEnumMemberName("profile.followers.total")]
    Followers,

    [JsonStringEnumMemberName("post.id")]
    Id,

    [JsonStringEnumMemberName("post.type")]
    Type,

    [JsonStringEnumMemberName("post.name")]
    Name,

    [JsonStringEnumMemberName("post.artists")]
    Artists,

    [JsonStringEnumMemberName("post.release_date")]
    ReleaseDate,

    [JsonStringEnumMemberName("post.images")]
    Images,

    [JsonStringEnumMemberName("post.album.release_date")]
    AlbumReleaseDate,

    [JsonStringEnumMemberName("post.album.images")]
    AlbumImages,
}
