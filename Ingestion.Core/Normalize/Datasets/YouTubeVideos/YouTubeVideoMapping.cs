using System.Text.Json;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.YouTubeVideos;

/// <summary>
/// Videos and shorts. The text is the title and, after an empty line, the description. The media is the video's page: the
/// address of the file (<c>video_url</c>) is good for some hours and for one reader.
/// </summary>
/// <remarks>Source: reference/provider-apis.md 1.10, "YouTube", videos; read 2026-11-21.</remarks>
internal sealed class YouTubeVideoMapping(FieldReader fields) : PostMapping(YouTubeUrls.Platform, fields)
{
    private string? url;
    private string? shortcode;
    private string? title;
    private string? description;
    private string? decodedUrl;
    private TimeSpan? length;
    private bool isShort;

    protected override string IdField => "video_id";

    protected override string AuthorField => "youtuber";

    public override void Begin()
    {
        base.Begin();
        url = null;
        shortcode = null;
        title = null;
        description = null;
        decodedUrl = null;
        length = null;
        isShort = false;
    }

    public override void Read(int field, ref Utf8JsonReader json)
    {
        switch ((YouTubeVideoField)field)
        {
            case YouTubeVideoField.VideoId:
                Post.Id = Fields.Id(ref json);
                break;
            case YouTubeVideoField.Shortcode:
                shortcode = Fields.Id(ref json);
                break;
            case YouTubeVideoField.Url:
                url = YouTubeUrls.Rules.Canonical(Fields.Text(ref json));
                break;
            case YouTubeVideoField.Title:
                title = Fields.Text(ref json);
                break;
            case YouTubeVideoField.Description:
                description = Fields.Text(ref json);
                break;
            case YouTubeVideoField.DatePosted:
                Post.PublishedAt = Fields.Date(ref json);
                break;
            case YouTubeVideoField.Hashtags:
                Fields.Words(ref json, Post.Hashtags);
                break;
            case YouTubeVideoField.PostType:
                isShort = FieldReader.Is(ref json, "short"u8);
                break;
            case YouTubeVideoField.VideoLength:
                length = FieldReader.Length(ref json, TimeSpan.FromSeconds(1));
                break;
            case YouTubeVideoField.IsSponsored:
                Post.IsSponsored = Fields.Flag(ref json);
                break;
            case >= YouTubeVideoField.Youtuber:
                ReadChannel((YouTubeVideoField)field, ref json);
                break;
            default:
                ReadCount((YouTubeVideoField)field, ref json);
                break;
        }
    }

    protected override void Complete()
    {
        Post.Id ??= shortcode ?? YouTubeUrls.VideoIdOf(url);
        Post.Text = title is null || description is null ? title ?? description : $"{title}\n\n{description}";
        Post.ContentType = isShort || YouTubeUrls.IsShort(url) ? ContentType.Short : ContentType.Video;
        if (Post.Id is { } id)
        {
            Post.Url = YouTubeUrls.OfVideo(id);
            Post.Media.Add(new PostMedia("video", Post.Url, length, Width: null, Height: null));
        }

        Author.Url = decodedUrl ?? Author.Url;
        Author.Handle ??= YouTubeUrls.HandleOf(Author.Url) ?? Author.Id?.ToLowerInvariant();
    }

    protected override string UrlOf(string postId) => YouTubeUrls.OfVideo(postId);

    private void ReadCount(YouTubeVideoField field, ref Utf8JsonReader json)
    {
        switch (field)
        {
            case YouTubeVideoField.Views:
                Post.Views = Fields.Count(ref json);
                break;
            case YouTubeVideoField.Likes:
                Post.Likes = Fields.Count(ref json);
                break;
            default:
                Post.Comments = Fields.Count(ref json);
                break;
        }
    }

    private void ReadChannel(YouTubeVideoField field, ref Utf8JsonReader json)
    {
        switch (field)
        {
            case YouTubeVideoField.Youtuber:
                Author.Handle = Fields.Word(ref json);
                break;
            case YouTubeVideoField.YoutuberId:
                Author.Id = Fields.SharedId(ref json);
                break;
            case YouTubeVideoField.HandleName:
                Author.Name = Fields.SharedText(ref json);
                break;
            case YouTubeVideoField.ChannelUrl:
                Author.Url = YouTubeUrls.Rules.Canonical(Fields.SharedText(ref json));
                break;
            case YouTubeVideoField.ChannelUrlDecoded:
                decodedUrl = YouTubeUrls.Rules.Canonical(Fields.SharedText(ref json));
                break;
            case YouTubeVideoField.Subscribers:
                Author.Followers = Fields.Count(ref json);
                break;
            default:
                Author.IsVerified = Fields.Flag(ref json);
                break;
        }
    }
}
