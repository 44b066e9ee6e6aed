using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.SpotifyApi;

/// <summary>
/// Artists, albums and tracks as Spotify's own API gives them. Nothing is counted on a release. A release belongs to the artist whom it
/// names first, so that one that several artists share is the same row for all of them.
/// </summary>
/// <remarks>Source: reference/provider-apis.md 2.7; read 2026-11-21.</remarks>
internal sealed class SpotifyApiMapping(FieldReader fields, FieldTable table) : ApiMapping(AccountPlatforms.Spotify, fields, table)
{
    private static readonly MemberNames ArtistMembers = MemberNames.Of<ArtistMember>();
    private static readonly MemberNames ImageMembers = MemberNames.Of<ImageMember>();

    private bool isTrack;
    private string? artistId;
    private string? artistName;
    private string? cover;

    private enum ArtistMember
    {
        Id,
        Name,
    }

    private enum ImageMember
    {
        Url,
    }

    protected override string IdField => "post.id";

    public override void Begin()
    {
        base.Begin();
        isTrack = false;
        artistId = null;
        artistName = null;
        cover = null;
    }

    protected override void ReadItem(int field, ref Utf8JsonReader json)
    {
        switch ((SpotifyApiField)field)
        {
            case SpotifyApiField.ArtistId:
                Author.Id = Fields.Id(ref json);
                break;
            case SpotifyApiField.ArtistName:
                Author.Name = Fields.Text(ref json);
                break;
            case SpotifyApiField.Followers:
                Author.Followers = Fields.Count(ref json);
                break;
            case SpotifyApiField.Id:
                Post.Id = Fields.Id(ref json);
                break;
            case SpotifyApiField.Type:
                isTrack = FieldReader.Is(ref json, "track"u8);
                break;
            case SpotifyApiField.Name:
                Post.Text = Fields.Text(ref json);
                break;
            case SpotifyApiField.Artists:
                ReadArtists(ref json);
                break;
            case SpotifyApiField.ReleaseDate or SpotifyApiField.AlbumReleaseDate:
                Post.PublishedAt = ReleaseDates.Parse(Fields.Text(ref json));
                break;
            default:
                ReadImages(ref json);
                break;
        }
    }

    protected override void Complete()
    {
        if (artistId is { } first && first != Author.Id)
        {
            Author.Clear();
            Author.Id = first;
            Author.Handle = first.ToLowerInvariant();
        }

        Author.Name ??= artistName;
        Author.Url = Author.Id is { } id ? SpotifyUrls.OfArtist(id) : null;
        Post.ContentType = ContentType.Audio;
        if (UrlRules.OfMedia(cover) is { } address)
        {
            Post.Media.Add(new PostMedia("photo", address, Duration: null, Width: null, Height: null));
        }
    }

    protected override string UrlOf(string postId) => SpotifyUrls.Of(isTrack ? "track" : "album", postId);

    /// <summary>The first of the list.</summary>
    private void ReadArtists(ref Utf8JsonReader json)
    {
        artistId = null;
        artistName = null;
        if (!Fields.BeginArray(ref json))
        {
            return;
        }

        while (Fields.NextElement(ref json))
        {
            if (artistId is not null)
            {
                FieldReader.Skip(ref json);
            }
            else if (Fields.BeginObject(ref json))
            {
                ReadArtist(ref json);
            }
        }
    }

    private void ReadArtist(ref Utf8JsonReader json)
    {
        for (int member = Fields.NextMember(ref json, ArtistMembers); member >= 0; member = Fields.NextMember(ref json, ArtistMembers))
        {
            if ((ArtistMember)member == ArtistMember.Id)
            {
                artistId = Fields.SharedId(ref json);
            }
            else
            {
                artistName = Fields.SharedText(ref json);
            }
        }
    }

    /// <summary>The cover in its first size, the largest.</summary>
    private void ReadImages(ref Utf8JsonReader json)
    {
        cover = null;
        if (!Fields.BeginArray(ref json))
        {
            return;
        }

        while (Fields.NextElement(ref json))
        {
            if (Fields.BeginObject(ref json))
            {
                while (Fields.NextMember(ref json, ImageMembers) >= 0)
                {
                    string? url = Fields.Text(ref json);
                    cover ??= url;
                }
            }
        }
    }
}
