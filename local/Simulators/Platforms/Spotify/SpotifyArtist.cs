using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Simulators.Platforms.Spotify;

/// <summary>
/// An artist whose releases and followers follow from the id and the clock: a release every 90 days since 2018, each fourth one an album
/// and the others singles, each sixth one by a guest with this artist behind. Of releases before 2020 only the year is known, of those of
/// 2020 the month. Ids that begin with <c>empty</c> released nothing, those with <c>gone</c> are not there, those with <c>nulls</c> have
/// nulls in their lists.
/// </summary>
internal sealed class SpotifyArtist(string id, DateTimeOffset now)
{
    private const int TopTracks = 10;
    private const int AlbumEvery = 4;
    private const int GuestEvery = 6;
    private static readonly DateTimeOffset FirstRelease = new(2018, 1, 15, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Between = TimeSpan.FromDays(90);
    private readonly uint _seed = BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    public string Id => id;

    private int Released => id.StartsWith("empty", StringComparison.Ordinal) || now < FirstRelease ? 0 : (int)((now - FirstRelease) / Between) + 1;

    private bool HasNulls => id.StartsWith("nulls", StringComparison.Ordinal);

    /// <summary>Null for an id that nobody has.</summary>
    public static SpotifyArtist? Find(string id, DateTimeOffset now) =>
        id.StartsWith("gone", StringComparison.Ordinal) ? null : new SpotifyArtist(id, now);

    /// <param name="isExtended">Others see neither followers nor popularity.</param>
    public object Resource(bool isExtended)
    {
        Dictionary<string, object> artist = new()
        {
            ["external_urls"] = new { spotify = $"https://open.spotify.com/artist/{id}" },
            ["href"] = $"https://api.spotify.com/v1/artists/{id}",
            ["id"] = id,
            ["images"] = Images(0),
            ["name"] = $"Artist {id}",
            ["type"] = "artist",
            ["uri"] = $"spotify:artist:{id}",
        };
        if (isExtended)
        {
            artist["genres"] = Array.Empty<string>();
            artist["followers"] = new { href = (string?)null, total = 1000 + (_seed % 500_000) + (Math.Max(0, (long)(now - FirstRelease).TotalHours) * 2) };
            artist["popularity"] = 20 + (_seed % 70);
        }

        return artist;
    }

    /// <summary>The releases of some groups, each group newest first.</summary>
    public object?[] Albums(IReadOnlyCollection<string> groups) =>
    [
        .. HasNulls ? new object?[] { null } : [],
        .. groups.SelectMany(group => Enumerable.Range(0, Released).Reverse().Where(number => GroupOf(number) == group).Select(Album)),
    ];

    /// <summary>Songs of the newest releases.</summary>
    public object?[] Tracks() =>
    [
        .. HasNulls ? new object?[] { null } : [],
        .. Enumerable.Range(0, Released).Reverse().Take(TopTracks).Select(number => new
        {
            album = Album(number),
            artists = Artists(number),
            disc_number = 1,
            duration_ms = 180_000 + (number * 1000),
            @explicit = false,
            external_ids = new { isrc = $"SIM{_seed % 100_000:00000}{number:0000}" },
            external_urls = new { spotify = $"https://open.spotify.com/track/{id}t{number}" },
            href = $"https://api.spotify.com/v1/tracks/{id}t{number}",
            id = $"{id}t{number}",
            is_local = false,
            is_playable = true,
            name = $"Song {number}",
            popularity = 10 + ((_seed + (uint)number) % 80),
            preview_url = (string?)null,
            track_number = 1,
            type = "track",
            uri = $"spotify:track:{id}t{number}",
        }),
    ];

    private object Album(int number) => new
    {
        album_type = GroupOf(number),
        artists = Artists(number),
        external_urls = new { spotify = $"https://open.spotify.com/album/{id}a{number}" },
        href = $"https://api.spotify.com/v1/albums/{id}a{number}",
        id = $"{id}a{number}",
        images = Images(number),
        is_playable = true,
        name = $"{(GroupOf(number) == "album" ? "Album" : "Single")} {number}",
        release_date = DateOf(number),
        release_date_precision = PrecisionOf(number),
        total_tracks = GroupOf(number) == "album" ? 12 : 1,
        type = "album",
        uri = $"spotify:album:{id}a{number}",
    };

    private object[] Artists(int number) => number % GuestEvery == GuestEvery - 1 ? [Name($"guest{id}"), Name(id)] : [Name(id)];

    private static object Name(string artistId) => new
    {
        external_urls = new { spotify = $"https://open.spotify.com/artist/{artistId}" },
        href = $"https://api.spotify.com/v1/artists/{artistId}",
        id = artistId,
        name = $"Artist {artistId}",
        type = "artist",
        uri = $"spotify:artist:{artistId}",
    };

    private object[] Images(int number) => [new { url = $"https://i.scdn.example/image/{_seed:x8}{number}", height = 640, width = 640 }];

    private static string GroupOf(int number) => number % AlbumEvery == 0 ? "album" : "single";

    private static string PrecisionOf(int number) => ReleasedAt(number).Year switch { < 2020 => "year", 2020 => "month", _ => "day" };

    private static string DateOf(int number) => ReleasedAt(number).ToString(
        PrecisionOf(number) switch { "year" => "yyyy", "month" => "yyyy-MM", _ => "yyyy-MM-dd" }, CultureInfo.InvariantCulture);

    private static DateTimeOffset ReleasedAt(int number) => FirstRelease + (Between * number);
}
