using System.Text.Json;
using Ingestion.Core.Normalize.Datasets.YouTubeVideos;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.YouTubeChannels;

/// <summary>
/// Channels, by the name that their videos carry as well. Of several names of one fact, the last that has a value counts.
/// </summary>
/// <remarks>Source: as <see cref="YouTubeChannelField"/>.</remarks>
internal sealed class YouTubeChannelMapping(FieldReader fields) : ProfileMapping(YouTubeUrls.Platform, fields)
{
    protected override string HandleField => "handle";

    public override void Read(int field, ref Utf8JsonReader json)
    {
        switch ((YouTubeChannelField)field)
        {
            case YouTubeChannelField.Handle:
                Profile.Handle = Fields.Word(ref json) ?? Profile.Handle;
                break;
            case YouTubeChannelField.Id or YouTubeChannelField.Identifier or YouTubeChannelField.ChannelId:
                ReadId(ref json);
                break;
            case YouTubeChannelField.Url or YouTubeChannelField.ChannelUrl:
                Profile.Url = YouTubeUrls.Rules.Canonical(Fields.Text(ref json)) ?? Profile.Url;
                break;
            case YouTubeChannelField.Name or YouTubeChannelField.ChannelName:
                Profile.Name = Fields.Text(ref json) ?? Profile.Name;
                break;
            case YouTubeChannelField.CapitalDescription or YouTubeChannelField.Description:
                Profile.Bio = Fields.Text(ref json) ?? Profile.Bio;
                break;
            case YouTubeChannelField.Subscribers:
                Profile.Followers = Fields.Count(ref json);
                break;
            case YouTubeChannelField.VideosCount or YouTubeChannelField.TotalVideos:
                Profile.Posts = Fields.Count(ref json) ?? Profile.Posts;
                break;
            default:
                Profile.IsVerified = Fields.Flag(ref json) ?? Profile.IsVerified;
                break;
        }
    }

    protected override void Complete()
    {
        Profile.Handle ??= YouTubeUrls.HandleOf(Profile.Url) ?? Profile.Id?.ToLowerInvariant();
        Profile.Url = YouTubeUrls.ChannelOf(Profile.Url);
    }

    /// <summary>An id, or the handle where the record has it in its place.</summary>
    private void ReadId(ref Utf8JsonReader json)
    {
        var id = Fields.Id(ref json);
        if (id is ['@', ..])
        {
            Profile.Handle ??= PostTags.Fold(id);
        }
        else
        {
            Profile.Id = id ?? Profile.Id;
        }
    }
}
