using System.Text.Json;
using System.Xml;
using Ingestion.Core.Normalize.Datasets.YouTubeVideos;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.YouTubeApi;

/// <summary>
/// Channels and videos as YouTube's own API gives them. Text, address and media are those that the same video gets from Bright
/// Data's dataset. Subscribers that are hidden are unknown, not 0; likes and comments may be missing.
/// </summary>
/// <remarks>Source: reference/provider-apis.md 2.4; read 2026-11-21.</remarks>
internal sealed class YouTubeApiMapping(FieldReader fields, FieldTable table) : ApiMapping(YouTubeUrls.Platform, fields, table)
{
    private readonly YouTubeReport report = new(fields);
    private string? title;
    private string? description;
    private TimeSpan? length;
    private bool hidesSubscribers;

    protected override string IdField => "post.id";

    public override void Begin()
    {
        base.Begin();
        title = null;
        description = null;
        length = null;
        hidesSubscribers = false;
    }

    protected override void ReadItem(int field, ref Utf8JsonReader json)
    {
        switch ((YouTubeApiField)field)
        {
            case YouTubeApiField.VideoId:
                Post.Id = Fields.Id(ref json);
                break;
            case YouTubeApiField.Title:
                title = Fields.Text(ref json);
                break;
            case YouTubeApiField.Description:
                description = Fields.Text(ref json);
                break;
            case YouTubeApiField.PublishedAt:
                Post.PublishedAt = Fields.Date(ref json);
                break;
            case YouTubeApiField.VideoChannelTitle:
                Author.Name = Fields.SharedText(ref json);
                break;
            case YouTubeApiField.Duration:
                length = LengthOf(Fields.Text(ref json));
                break;
            case YouTubeApiField.Views:
                Post.Views = Fields.Count(ref json);
                break;
            case YouTubeApiField.Likes:
                Post.Likes = Fields.Count(ref json);
                break;
            case YouTubeApiField.Comments:
                Post.Comments = Fields.Count(ref json);
                break;
            default:
                ReadChannel((YouTubeApiField)field, ref json);
                break;
        }
    }

    protected override void Complete()
    {
        Author.Url = Author is { Handle: { } handle, Id: { } id } ? YouTubeUrls.OfChannel(handle, id) : null;
        if (IsProfile)
        {
            Author.Followers = hidesSubscribers ? null : Author.Followers;
            return;
        }

        Post.Text = title is null || description is null ? title ?? description : $"{title}\n\n{description}";
        Post.ContentType = ContentType.Video;
        if (Post.Id is { } videoId)
        {
            Post.Url = YouTubeUrls.OfVideo(videoId);
            Post.Media.Add(new PostMedia("video", Post.Url, length, Width: null, Height: null));
        }
    }

    protected override string UrlOf(string postId) => YouTubeUrls.OfVideo(postId);

    private void ReadChannel(YouTubeApiField field, ref Utf8JsonReader json)
    {
        switch (field)
        {
            case YouTubeApiField.ChannelId:
                Author.Id = Fields.Id(ref json);
                break;
            case YouTubeApiField.ChannelTitle:
                Author.Name = Fields.Text(ref json);
                break;
            case YouTubeApiField.ChannelDescription:
                Author.Bio = Fields.Text(ref json);
                break;
            case YouTubeApiField.HidesSubscribers:
                hidesSubscribers = Fields.Flag(ref json) == true;
                break;
            case YouTubeApiField.Subscribers:
                Author.Followers = Fields.Count(ref json);
                break;
            case YouTubeApiField.Videos:
                Author.Posts = Fields.Count(ref json);
                break;
            default:
                report.Read(ref json, Author);
                break;
        }
    }

    /// <summary>ISO 8601: <c>PT4M13S</c>. Null for anything else, as it is not worth a record.</summary>
    private static TimeSpan? LengthOf(string? duration)
    {
        try
        {
            return duration is null ? null : XmlConvert.ToTimeSpan(duration);
        }
        catch (Exception fault) when (fault is FormatException or OverflowException)
        {
            return null;
        }
    }
}
