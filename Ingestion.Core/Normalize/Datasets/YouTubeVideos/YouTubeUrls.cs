using Ingestion.Core.Normalize.Fields;

namespace Ingestion.Core.Normalize.Datasets.YouTubeVideos;

/// <summary>YouTube's addresses: whose channel they are, and which video.</summary>
internal static class YouTubeUrls
{
    public const string Platform = "youtube";

    public static readonly UrlRules Rules = new(
        Host: "www.youtube.com",
        Aliases: ["youtube.com", "m.youtube.com", "music.youtube.com"],
        Domains: ["youtube.com", "youtu.be"],
        Tracking: ["pp", "t", "feature", "ab_channel", "app", "list", "index", "start_radio", "sub_confirmation", "view_as"]);

    /// <summary>
    /// The address under which any video is found, shorts too: a discovered record has others, with where and how it was found.
    /// </summary>
    public static string OfVideo(string videoId) => $"https://www.youtube.com/watch?v={Uri.EscapeDataString(videoId)}";

    /// <summary>The address of a channel, by its name where it has one.</summary>
    public static string OfChannel(string handle, string channelId) =>
        handle.Equals(channelId, StringComparison.OrdinalIgnoreCase)
            ? $"https://www.youtube.com/channel/{Uri.EscapeDataString(channelId)}"
            : $"https://www.youtube.com/@{Uri.EscapeDataString(handle)}";

    /// <summary>Which video an address shows.</summary>
    public static string? VideoIdOf(string? url)
    {
        if (url is null)
        {
            return null;
        }

        var id = UrlRules.PathPart(url, 0) switch
        {
            "watch" => UrlRules.Parameter(url, "v"),
            "shorts" or "live" or "embed" => UrlRules.PathPart(url, 1),
            var first when url.Contains("//youtu.be/", StringComparison.Ordinal) => first,
            _ => [],
        };
        return id.IsEmpty || id.Length > FieldReader.MaxIdLength ? null : id.ToString();
    }

    /// <summary>A channel's address without the page of the channel that it opens: <c>/@name/about</c>.</summary>
    public static string? ChannelOf(string? url)
    {
        if (url is null)
        {
            return null;
        }

        var first = UrlRules.PathPart(url, 0);
        return first is "channel" or "c" or "user"
            ? $"https://www.youtube.com/{first}/{UrlRules.PathPart(url, 1)}"
            : $"https://www.youtube.com/{first}";
    }

    /// <summary>Whether an address is of a short.</summary>
    public static bool IsShort(string? url) => url is not null && UrlRules.PathPart(url, 0) is "shorts";

    /// <summary>
    /// Whose channel an address shows, in lower case: its name, or its id where the address has no name. Names in other scripts
    /// are percent-encoded in some records and not in others.
    /// </summary>
    public static string? HandleOf(string? url)
    {
        if (url is null)
        {
            return null;
        }

        var first = UrlRules.PathPart(url, 0);
        var handle = first switch
        {
            "channel" or "c" or "user" => UrlRules.PathPart(url, 1),
            ['@', .. var name] => name,
            _ => [],
        };
        return handle.IsEmpty || handle.Length > FieldReader.MaxIdLength
            ? null
            : PostTags.Fold(Uri.UnescapeDataString(handle));
    }
}
