using System.Globalization;

namespace Simulators.Platforms.AppleMusic;

/// <summary>Apple Music's catalogue of artists and their albums, for any developer token that is signed as it should be.</summary>
internal sealed class AppleMusicApi
{
    private const string Platform = "apple_music";
    private const int PageSize = 25;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly PlatformParts _parts;
    private readonly AppleMusicTokens _tokens;
    private readonly CallPace _pace;

    private AppleMusicApi(PlatformParts parts)
    {
        _parts = parts;
        _tokens = new AppleMusicTokens(parts.Grants.Time, parts.Options.AppleMusicPublicKey);
        _pace = new CallPace(parts.Grants.Time, parts.Options.AppleMusicCallsPerMinute, Window);
    }

    public static void Map(WebApplication app, PlatformParts parts)
    {
        AppleMusicApi api = new(parts);
        app.MapGet("/api.music.apple.com/v1/catalog/{storefront}/artists/{id}", api.Route("artists", Show));
        app.MapGet("/api.music.apple.com/v1/catalog/{storefront}/artists/{id}/albums", api.Route("artists.albums", api.List));
    }

    private RequestDelegate Route(string operation, Func<AppleMusicArtist, IQueryCollection, (int, object)> handle) => _parts.Route(
        Platform, operation, AppleMusicError.Of(401), context => Task.FromResult(Answer(context, handle)));

    private (int, object) Answer(HttpContext context, Func<AppleMusicArtist, IQueryCollection, (int, object)> handle)
    {
        if (_parts.Faults.Take(Platform, "unauthorized") || !_tokens.IsGood(Bearer.Read(context.Request)))
        {
            return AppleMusicError.Of(401);
        }

        if (_parts.Faults.Take(Platform, "quota") || _pace.Refuse() is not null)
        {
            return AppleMusicError.Of(429);
        }

        if (_parts.Faults.Take(Platform, "forbidden"))
        {
            return AppleMusicError.Of(403);
        }

        RouteValueDictionary path = context.Request.RouteValues;
        return _parts.Faults.Take(Platform, "not_found")
            || AppleMusicArtist.Find((string)path["storefront"]!, (string)path["id"]!, _parts.Grants.Now) is not { } artist
            ? AppleMusicError.Of(404)
            : handle(artist, context.Request.Query);
    }

    private static (int, object) Show(AppleMusicArtist artist, IQueryCollection query) => (200, new
    {
        data = new[] { artist.Resource(PageSize, query["include"] == "albums", !string.IsNullOrEmpty(query["views"])) },
    });

    private (int, object) List(AppleMusicArtist artist, IQueryCollection query)
    {
        int limit = Number(query["limit"], PageSize);
        return limit is < 1 or > PageSize
            ? AppleMusicError.Of(400)
            : (200, artist.Page(Number(query["offset"], 0), limit, _parts.Faults.Take(Platform, "repeat_cursor") ? limit : 0, isWhole: true));
    }

    private static int Number(string? text, int none) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : none;
}
