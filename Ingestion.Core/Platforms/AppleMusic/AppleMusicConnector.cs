using System.Globalization;
using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Normalize.Datasets.AppleMusicApi;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Platforms.Fetch;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Platforms.AppleMusic;

/// <summary>
/// Reads what the catalogue has of an artist: the artist with the top songs and the first albums in one call, then the other albums, 25 a
/// page. There are no counts of anything. Albums come in no order that is known, so that all of them are read each time.
/// </summary>
/// <remarks>
/// Source: reference/provider-apis.md 2.8; paging and page size are unconfirmed there; read 2026-11-21. From memory: that the first albums
/// come with all their facts when they are included; where they do not, they are asked for.
/// </remarks>
internal sealed class AppleMusicConnector(IOptions<AppleMusicOptions> options) : IPlatformConnector
{
    private const string Catalogue = "https://api.music.apple.com/v1/catalog/";
    private const int PageSize = 25;

    private readonly string storefront = options.Value.Storefront;

    public string Platform => AccountPlatforms.AppleMusic;

    public PlatformCapabilities Capabilities { get; } = new() { HasPosts = true, Overlap = null, PageSize = PageSize };

    public FetchFault? FaultOf(PlatformAnswer answer, DateTimeOffset now) => AppleMusicErrors.Of(answer, now);

    public Uri PageOf(FetchAccount account) => new(AppleMusicUrls.OfArtist(account.ExternalId));

    public Task<FetchedPage> FetchAsync(FetchSession session, FetchPosition position, CancellationToken cancellationToken) =>
        position.Phase == FetchPhases.Profile
            ? FetchArtistAsync(session, cancellationToken)
            : FetchAlbumsAsync(session, position, cancellationToken);

    private async Task<FetchedPage> FetchArtistAsync(FetchSession session, CancellationToken cancellationToken)
    {
        FetchAnswer answer = await session.SendAsync(
            Call(session, "artists", "", ("include", "albums"), ("views", "top-songs,latest-release")), cancellationToken);
        if (answer.Fault is { } fault)
        {
            return FetchedPage.Stopped(fault);
        }

        if (answer.Answer!.Items("data").FirstOrDefault() is not { ValueKind: JsonValueKind.Object } artist)
        {
            return FetchedPage.Stopped(new FetchFault(FetchFaultKind.NotFound, $"apple_music artists: no artist {session.Account.ExternalId}"));
        }

        JsonElement included = Part(artist, "relationships", "albums");
        JsonElement[] albums = [.. DataOf(included)];
        bool areWhole = included.ValueKind == JsonValueKind.Object && albums.All(album => album.TryGetProperty("attributes", out _));
        JsonElement[] posts = [.. DataOf(Part(artist, "views", "top-songs")), .. areWhole ? albums : []];
        string? next = areWhole ? OffsetOf(PlatformAnswer.TextOf(included, "next")) : "0";
        return new FetchedPage
        {
            Records = [new FetchedRecord(FetchedRecord.Profile, artist), .. posts.Select(post => new FetchedRecord(FetchedRecord.Post, post))],
            Subject = new FetchSubject(FetchSubject.HandleOf(name: null, session.Account.ExternalId), Followers: null),
            NewestPostAt = NewestOf(posts, session.Window),
            Next = next is null ? null : new FetchPosition(FetchPhases.Posts, next),
        };
    }

    private async Task<FetchedPage> FetchAlbumsAsync(FetchSession session, FetchPosition position, CancellationToken cancellationToken)
    {
        FetchAnswer page = await session.SendAsync(
            Call(
                session,
                "artists.albums",
                "/albums",
                ("limit", PageSize.ToString(CultureInfo.InvariantCulture)),
                ("offset", position.Cursor ?? "0")),
            cancellationToken);
        if (page.Fault is { } fault)
        {
            // An artist without albums has no list of them.
            return fault.Kind is FetchFaultKind.NotFound && position.Cursor is "0" ? new FetchedPage() : FetchedPage.Stopped(fault);
        }

        JsonElement[] albums = [.. DataOf(page.Body)];
        string? next = OffsetOf(page.Answer!.Text("next"));
        return new FetchedPage
        {
            Records = [.. albums.Select(album => new FetchedRecord(FetchedRecord.Post, album))],
            NewestPostAt = NewestOf(albums, session.Window),
            Next = next is null ? null : position with { Cursor = next },
        };
    }

    private FetchCall Call(FetchSession session, string endpoint, string path, params (string Name, string? Value)[] query) => new(
        endpoint,
        new Uri(QueryHelpers.AddQueryString(
            $"{Catalogue}{storefront}/artists/{Uri.EscapeDataString(session.Account.ExternalId)}{path}",
            query.ToDictionary(part => part.Name, part => part.Value))));

    private static IEnumerable<JsonElement> DataOf(JsonElement list) =>
        list.ValueKind == JsonValueKind.Object && list.TryGetProperty("data", out JsonElement data) && data.ValueKind == JsonValueKind.Array
            ? data.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)
            : [];

    private static JsonElement Part(JsonElement item, params ReadOnlySpan<string> path)
    {
        foreach (string name in path)
        {
            if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty(name, out item))
            {
                return default;
            }
        }

        return item;
    }

    /// <summary>What is announced is not out yet.</summary>
    private static DateTimeOffset? NewestOf(IEnumerable<JsonElement> posts, FetchWindow window) => posts
        .Select(post => ReleaseDates.Parse(PlatformAnswer.TextOf(Part(post, "attributes"), "releaseDate")))
        .Where(at => at <= window.Until)
        .Max();

    /// <summary>
    /// Where the next page begins: <c>/v1/catalog/us/artists/178834/albums?offset=25</c>. The path that the platform gives is not called:
    /// the token goes only where this class sends it.
    /// </summary>
    private static string? OffsetOf(string? next) =>
        next?.IndexOf('?', StringComparison.Ordinal) is >= 0 and var start
        && QueryHelpers.ParseQuery(next[start..]).TryGetValue("offset", out var offset)
            ? offset.ToString()
            : null;
}
