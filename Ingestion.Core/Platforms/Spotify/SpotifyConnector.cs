using System.Globalization;
using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Normalize.Datasets.SpotifyApi;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Platforms.Fetch;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Platforms.Spotify;

/// <summary>
/// Reads an artist: the artist, the top tracks where the application has extended quota, then albums and after them singles, newest first,
/// ten a page. Later syncs read one page of each. Applications in development mode get no followers and no top tracks.
/// </summary>
/// <remarks>
/// Source: reference/provider-apis.md 2.7; read 2026-11-21. From memory: that a group's releases come newest first, and what stands in
/// them beside what that page shows.
/// </remarks>
internal sealed class SpotifyConnector(IOptions<SpotifyOptions> options) : IPlatformConnector
{
    /// <summary>The ten tracks that are played most in a country.</summary>
    internal const string TopTracks = "top_tracks";

    private const string Artists = "https://api.spotify.com/v1/artists/";
    private const string Albums = "album";
    private const string Singles = "single";
    private const int MaxAlbums = 10;

    private readonly SpotifyOptions options = options.Value;

    public string Platform => AccountPlatforms.Spotify;

    public PlatformCapabilities Capabilities { get; } = new()
    {
        HasPosts = true,
        InsightGroups = [TopTracks],
        Overlap = TimeSpan.FromDays(30),
        PageSize = MaxAlbums,
    };

    public FetchFault? FaultOf(PlatformAnswer answer, DateTimeOffset now) => SpotifyErrors.Of(answer, now);

    public Uri PageOf(FetchAccount account) => new(SpotifyUrls.OfArtist(account.ExternalId));

    public Task<FetchedPage> FetchAsync(FetchSession session, FetchPosition position, CancellationToken cancellationToken) =>
        position.Phase == FetchPhases.Profile
            ? FetchArtistAsync(session, cancellationToken)
            : FetchAlbumsAsync(session, position, cancellationToken);

    private async Task<FetchedPage> FetchArtistAsync(FetchSession session, CancellationToken cancellationToken)
    {
        FetchAnswer artist = await session.SendAsync(Call(session, "artists", ""), cancellationToken);
        if (artist.Fault is { } fault)
        {
            return FetchedPage.Stopped(fault);
        }

        if (!options.HasExtendedQuota)
        {
            session.Close(TopTracks, new FetchFault(
                FetchFaultKind.Retired, "spotify artists.top-tracks: closed to applications without extended quota (Spotify__HasExtendedQuota)"));
        }

        FetchAnswer tracks = await session.SendAsync(
            TopTracks, Call(session, "artists.top-tracks", "/top-tracks", ("market", options.Market)), cancellationToken);
        if (tracks.Fault is { } refused)
        {
            return FetchedPage.Stopped(refused);
        }

        return new FetchedPage
        {
            Records =
            [
                new FetchedRecord(FetchedRecord.Profile, artist.Body),
                .. ItemsOf(tracks, "tracks").Select(track => new FetchedRecord(FetchedRecord.Post, track)),
            ],
            Subject = new FetchSubject(FetchSubject.HandleOf(name: null, session.Account.ExternalId), FollowersOf(artist.Body)),
            Next = new FetchPosition(FetchPhases.Posts, Cursor: null, Albums),
        };
    }

    private async Task<FetchedPage> FetchAlbumsAsync(FetchSession session, FetchPosition position, CancellationToken cancellationToken)
    {
        FetchAnswer page = await session.SendAsync(
            Call(
                session,
                "artists.albums",
                "/albums",
                ("include_groups", position.Source),
                ("market", options.Market),
                ("limit", MaxAlbums.ToString(CultureInfo.InvariantCulture)),
                ("offset", position.Cursor ?? "0")),
            cancellationToken);
        if (page.Fault is { } fault)
        {
            return FetchedPage.Stopped(fault);
        }

        JsonElement[] albums = [.. ItemsOf(page, "items")];
        JsonElement[] wanted = [.. albums.Where(album => session.Window.Holds(ReleasedAt(album)))];

        // Newest first: behind one that is too old there are older ones. The overlap makes up for one that was dated back.
        bool isOver = albums.Length > 0 && !session.Window.Holds(ReleasedAt(albums[^1]));
        string? next = isOver ? null : OffsetOf(page.Answer!.Text("next"));
        return new FetchedPage
        {
            Records = [.. wanted.Select(album => new FetchedRecord(FetchedRecord.Post, album))],

            // What is announced is not out yet: it must not hide what comes before it.
            NewestPostAt = wanted.Select(ReleasedAt).Where(at => at <= session.Window.Until).Max(),
            Next = next is not null ? position with { Cursor = next }
                : position.Source == Albums ? new FetchPosition(FetchPhases.Posts, Cursor: null, Singles)
                : null,
        };
    }

    private static FetchCall Call(FetchSession session, string endpoint, string path, params (string Name, string? Value)[] query) => new(
        endpoint,
        new Uri(QueryHelpers.AddQueryString(
            $"{Artists}{Uri.EscapeDataString(session.Account.ExternalId)}{path}", query.ToDictionary(part => part.Name, part => part.Value))));

    /// <summary>What is not to be had in a country comes as null.</summary>
    private static IEnumerable<JsonElement> ItemsOf(FetchAnswer answer, string name) =>
        answer.Answer?.Items(name).Where(item => item.ValueKind == JsonValueKind.Object) ?? [];

    /// <summary>Null without extended quota.</summary>
    private static long? FollowersOf(JsonElement artist) =>
        artist.TryGetProperty("followers", out JsonElement followers)
            && long.TryParse(PlatformAnswer.TextOf(followers, "total"), NumberStyles.None, CultureInfo.InvariantCulture, out long total)
            ? total
            : null;

    private static DateTimeOffset? ReleasedAt(JsonElement album) => ReleaseDates.Parse(PlatformAnswer.TextOf(album, "release_date"));

    /// <summary>
    /// Where the next page begins. The address that the platform gives is not called: the token goes only where this class sends it.
    /// </summary>
    private static string? OffsetOf(string? next) => Uri.TryCreate(next, UriKind.Absolute, out Uri? address)
        && QueryHelpers.ParseQuery(address.Query).TryGetValue("offset", out var offset)
        ? offset.ToString()
        : null;
}
