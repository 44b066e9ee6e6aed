using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Simulators.Platforms.AppleMusic;

/// <summary>
/// An artist of the catalogue, whose releases follow from the id and the clock: an album every 60 days since 2019, in an order of its
/// own. Of those of 2019 only the year is known. Ids that begin with <c>empty</c> released nothing, those with <c>gone</c> are not there,
/// those with <c>bare</c> include their albums without facts.
/// </summary>
internal sealed class AppleMusicArtist(string storefront, string id, DateTimeOffset now)
{
    private const int TopSongs = 10;
    private const int Step = 7;
    private static readonly DateTimeOffset FirstRelease = new(2019, 2, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Between = TimeSpan.FromDays(60);
    private readonly uint _seed = BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    private int Released => id.StartsWith("empty", StringComparison.Ordinal) || now < FirstRelease ? 0 : (int)((now - FirstRelease) / Between) + 1;

    private string Path => $"/v1/catalog/{storefront}/artists/{id}";

    /// <summary>Null for an id that nobody has.</summary>
    public static AppleMusicArtist? Find(string storefront, string id, DateTimeOffset now) =>
        id.StartsWith("gone", StringComparison.Ordinal) ? null : new AppleMusicArtist(storefront, id, now);

    /// <param name="pageSize">So many albums are included.</param>
    /// <param name="isIncluded">Whether they come with their facts.</param>
    /// <param name="hasViews">Whether the top songs and the latest release were asked for.</param>
    public object Resource(int pageSize, bool isIncluded, bool hasViews)
    {
        Dictionary<string, object> artist = new()
        {
            ["id"] = id,
            ["type"] = "artists",
            ["href"] = Path,
            ["attributes"] = new { name = $"Artist {id}", genreNames = new[] { "Rock" }, url = $"https://music.apple.com/{storefront}/artist/acme/{id}" },
            ["relationships"] = new
            {
                albums = Page(0, pageSize, 0, isIncluded && !id.StartsWith("bare", StringComparison.Ordinal)),
            },
        };
        if (hasViews && Released > 0)
        {
            artist["views"] = new Dictionary<string, object>
            {
                ["top-songs"] = new { href = $"{Path}/view/top-songs", data = Enumerable.Range(0, Math.Min(TopSongs, Released)).Select(Song).ToArray() },
                ["latest-release"] = new { href = $"{Path}/view/latest-release", data = new[] { Album(Released - 1, isWhole: true) } },
            };
        }

        return artist;
    }

    /// <summary>A page of albums, whose next one is named by a path.</summary>
    /// <param name="offset">Where it begins.</param>
    /// <param name="count">The most albums.</param>
    /// <param name="back">The next page begins so many albums before its place.</param>
    /// <param name="isWhole">Whether the albums come with their facts.</param>
    public Dictionary<string, object> Page(int offset, int count, int back, bool isWhole)
    {
        // In no order of time, and each once: Step and the number of albums have no common divisor.
        int total = Released;
        int step = total % Step == 0 ? 1 : Step;
        Dictionary<string, object> page = new()
        {
            ["href"] = $"{Path}/albums",
            ["data"] = Enumerable.Range(offset, Math.Max(0, Math.Min(count, total - offset))).Select(at => Album(at * step % total, isWhole)).ToArray(),
        };
        int next = offset + count - back;
        if (next < total)
        {
            page["next"] = string.Create(CultureInfo.InvariantCulture, $"{Path}/albums?offset={next}");
        }

        return page;
    }

    private Dictionary<string, object> Album(int number, bool isWhole)
    {
        Dictionary<string, object> album = new() { ["id"] = Id('1', number), ["type"] = "albums", ["href"] = $"/v1/catalog/{storefront}/albums/{Id('1', number)}" };
        if (isWhole)
        {
            album["attributes"] = new
            {
                artistName = $"Artist {id}",
                artwork = Artwork(number),
                genreNames = new[] { "Rock" },
                isComplete = true,
                isSingle = number % 3 != 0,
                name = $"Album {number}",
                releaseDate = DateOf(number),
                trackCount = number % 3 == 0 ? 12 : 1,
                upc = "0000000000000",
                url = $"https://music.apple.com/{storefront}/album/{Id('1', number)}",
            };
        }

        return album;
    }

    private object Song(int number) => new
    {
        id = Id('2', number),
        type = "songs",
        href = $"/v1/catalog/{storefront}/songs/{Id('2', number)}",
        attributes = new
        {
            albumName = $"Album {number}",
            artistName = $"Artist {id}",
            artwork = Artwork(number),
            discNumber = 1,
            durationInMillis = 180_000 + number,
            genreNames = new[] { "Rock" },
            hasLyrics = true,
            isrc = "SIM000000000",
            name = $"Song {number}",
            releaseDate = DateOf(number),
            trackNumber = 1,
            url = $"https://music.apple.com/{storefront}/song/{Id('2', number)}",
        },
    };

    private object Artwork(int number) => new
    {
        url = $"https://is1-ssl.mzstatic.example/image/{_seed:x8}{number}/{{w}}x{{h}}bb.jpg",
        width = 3000,
        height = 3000,
        bgColor = "000000",
    };

    private string Id(char kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}{_seed:0000000000}{number:0000}");

    private static string DateOf(int number)
    {
        DateTimeOffset date = FirstRelease + (Between * number);
        return date.ToString(date.Year < 2020 ? "yyyy" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
