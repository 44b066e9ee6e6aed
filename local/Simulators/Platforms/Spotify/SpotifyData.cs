using System.Globalization;

namespace Simulators.Platforms.Spotify;

/// <summary>Spotify's Web API: artists, their albums and their top tracks, for applications in development mode and with extended quota.</summary>
internal sealed class SpotifyData
{
    private const string Platform = "spotify";
    private const int DefaultLimit = 5;
    private const int MaxLimit = 10;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);
    private readonly PlatformParts _parts;
    private readonly CallPace _pace;

    public SpotifyData(PlatformParts parts)
    {
        _parts = parts;
        _pace = new CallPace(parts.Grants.Time, parts.Options.SpotifyCallsPer30Seconds, Window);
        Artist = Route("artists", (artist, isExtended, _) => (200, artist.Resource(isExtended)));
        Albums = Route("artists.albums", (artist, _, query) => ListAlbums(artist, query));
        TopTracks = Route("artists.top-tracks", (artist, isExtended, _) => ListTracks(artist, isExtended));
    }

    public RequestDelegate Artist { get; }

    public RequestDelegate Albums { get; }

    public RequestDelegate TopTracks { get; }

    private RequestDelegate Route(string operation, Func<SpotifyArtist, bool, IQueryCollection, (int, object)> handle) => _parts.Route(
        Platform, operation, SpotifyError.Of(403), context => Task.FromResult(Answer(context, handle)));

    private (int, object) Answer(HttpContext context, Func<SpotifyArtist, bool, IQueryCollection, (int, object)> handle)
    {
        if (_parts.Faults.Take(Platform, "unauthorized") || _parts.Grants.FindGood(Platform, Bearer.Read(context.Request)) is not { } grant)
        {
            return SpotifyError.Of(401);
        }

        if ((_parts.Faults.Take(Platform, "quota") ? 7 : _pace.Refuse()) is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return SpotifyError.Of(429);
        }

        if (_parts.Faults.Take(Platform, "forbidden"))
        {
            return SpotifyError.Of(403);
        }

        return _parts.Faults.Take(Platform, "not_found")
            || SpotifyArtist.Find((string)context.Request.RouteValues["id"]!, _parts.Grants.Now) is not { } artist
            ? SpotifyError.Of(404)
            : handle(artist, SpotifyApi.IsExtended(grant), context.Request.Query);
    }

    private (int, object) ListAlbums(SpotifyArtist artist, IQueryCollection query)
    {
        int limit = Number(query["limit"]) ?? DefaultLimit;
        int offset = Number(query["offset"]) ?? 0;
        if (limit is < 1 or > MaxLimit)
        {
            return SpotifyError.Of(400);
        }

        string groups = query["include_groups"] is [{ Length: > 0 } given] ? given : "album,single";
        object?[] all = artist.Albums(groups.Split(','));
        int next = _parts.Faults.Take(Platform, "repeat_cursor") ? offset : offset + limit;
        return (200, new
        {
            href = Page(offset),
            items = all.Skip(offset).Take(limit).ToArray(),
            limit,
            next = next < all.Length ? Page(next) : null,
            offset,
            previous = offset > 0 ? Page(Math.Max(0, offset - limit)) : null,
            total = all.Length,
        });

        string Page(int at) => string.Create(
            CultureInfo.InvariantCulture,
            $"https://api.spotify.com/v1/artists/{artist.Id}/albums?offset={at}&limit={limit}&include_groups={groups}");
    }

    private (int, object) ListTracks(SpotifyArtist artist, bool isExtended) =>
        !isExtended || _parts.Faults.Take(Platform, "insights_forbidden") ? SpotifyError.Of(403)
        : _parts.Faults.Take(Platform, "insights_retired") ? SpotifyError.Of(410)
        : _parts.Faults.Take(Platform, "insights_unavailable") ? SpotifyError.Of(503)
        : (200, new { tracks = artist.Tracks() });

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
