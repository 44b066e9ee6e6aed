namespace Ingestion.Core.Crawls;

/// <summary>Whose posts a crawl asked for, as far as its URL tells.</summary>
internal static class CrawledProfile
{
    // The first part of a path that leads to a post, a search or a group, not to a profile.
    private static readonly string[] NoProfiles =
    [
        "explore", "feed", "gaming", "groups", "hashtag", "i", "p", "permalink.php", "photo", "photo.php", "playlist", "posts",
        "reel", "results", "search", "share", "shorts", "status", "story.php", "tag", "tv", "video", "videos", "watch",
    ];

    // Parts after the handle under which there is one post, not a list of them.
    private static readonly string[] OfOnePost = ["p", "photos", "posts", "reel", "status", "video", "videos"];

    /// <summary>
    /// The handle in a profile's URL, lower case and without <c>@</c>; null when the URL is that of a post, a search, a group or
    /// something else.
    /// </summary>
    public static string? HandleOf(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri))
        {
            return null;
        }

        string[] parts = [.. uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
        int handle = parts is ["in" or "company" or "channel" or "user" or "c", ..] ? 1 : 0;
        bool isProfile = parts.Length > handle
            && !NoProfiles.Contains(parts[handle], StringComparer.OrdinalIgnoreCase)
            && !(parts.Length > handle + 2 && OfOnePost.Contains(parts[handle + 1], StringComparer.OrdinalIgnoreCase));
        return isProfile ? parts[handle].TrimStart('@').ToLowerInvariant() : null;
    }
}
