using System.Globalization;
using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.AppleMusicApi;

/// <summary>
/// Artists, albums and songs as Apple Music's catalogue has them. Nothing is counted: followers, likes and plays are unknown. The author
/// is the account, for an album names its artists in words only.
/// </summary>
/// <remarks>Source: reference/provider-apis.md 2.8; read 2026-11-21.</remarks>
internal sealed class AppleMusicApiMapping(FieldReader fields, FieldTable table) : ApiMapping(AccountPlatforms.AppleMusic, fields, table)
{
    private bool isSong;
    private string? cover;
    private int? width;
    private int? height;

    protected override string IdField => "post.id";

    public override void Begin()
    {
        base.Begin();
        isSong = false;
        cover = null;
        width = null;
        height = null;
    }

    protected override void ReadItem(int field, ref Utf8JsonReader json)
    {
        switch ((AppleMusicApiField)field)
        {
            case AppleMusicApiField.ArtistId:
                Author.Id = Fields.Id(ref json);
                break;
            case AppleMusicApiField.ArtistName:
                Author.Name = Fields.Text(ref json);
                break;
            case AppleMusicApiField.Id:
                Post.Id = Fields.Id(ref json);
                break;
            case AppleMusicApiField.Type:
                isSong = FieldReader.Is(ref json, "songs"u8);
                break;
            case AppleMusicApiField.Name:
                Post.Text = Fields.Text(ref json);
                break;
            case AppleMusicApiField.ReleaseDate:
                Post.PublishedAt = ReleaseDates.Parse(Fields.Text(ref json));
                break;
            case AppleMusicApiField.ArtworkUrl:
                cover = Fields.Text(ref json);
                break;
            case AppleMusicApiField.ArtworkWidth:
                width = FieldReader.Pixels(ref json);
                break;
            default:
                height = FieldReader.Pixels(ref json);
                break;
        }
    }

    protected override void Complete()
    {
        Author.Url = Author.Id is { } id ? AppleMusicUrls.OfArtist(id) : null;
        Post.ContentType = ContentType.Audio;
        if (UrlRules.OfMedia(AddressOf(cover)) is { } address)
        {
            Post.Media.Add(new PostMedia("photo", address, Duration: null, width, height));
        }
    }

    protected override string UrlOf(string postId) => AppleMusicUrls.Of(isSong ? "song" : "album", postId);

    /// <summary>The address has places for the size: <c>.../{w}x{h}bb.jpg</c>.</summary>
    private string? AddressOf(string? template) => width is null || height is null ? template : template?
        .Replace("{w}", width.Value.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{h}", height.Value.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
