using Ingestion.Core.Normalize.Fields;

namespace Ingestion.Core.Normalize.Datasets.FacebookPosts;

/// <summary>Facebook's addresses, and whose page they are.</summary>
internal static class FacebookUrls
{
    public const string Platform = "facebook";

    public static readonly UrlRules Rules = new(
        Host: "www.facebook.com",
        Aliases: ["facebook.com", "m.facebook.com", "web.facebook.com", "mbasic.facebook.com", "touch.facebook.com"],
        Domains: ["facebook.com", "fb.watch", "fb.com"],
        Tracking: ["__cft__", "__tn__", "__xts__", "__eep__", "ref", "refid", "fref", "hc_ref", "hc_location", "paipv", "eav",
            "rdid", "share_url", "sfnsn", "locale", "_rdr", "_rdc"]);

    /// <summary>Who a profile's address belongs to, in lower case: its name, or its id where it has none.</summary>
    public static string? HandleOf(string? url)
    {
        if (url is null)
        {
            return null;
        }

        var first = UrlRules.PathPart(url, 0);
        return first switch
        {
            "people" => OrNull(UrlRules.PathPart(url, 2)),
            "profile.php" => OrNull(UrlRules.Parameter(url, "id")),
            "pg" => OrNull(UrlRules.PathPart(url, 1)),
            "pages" => OfPages(url),
            "groups" or "photo" or "photo.php" or "watch" or "reel" or "permalink.php" or "story.php" or "share" => null,
            _ => OrNull(first),
        };
    }

    /// <summary>A name that is in lower case; null for a masked one and for a part of an address that is no name.</summary>
    public static string? HandleOrNull(string? handle) =>
        handle is null or "people" or "pages" or "pg" or "groups" || handle.AsSpan().IndexOfAny('█', ' ', '/') >= 0
            ? null
            : handle;

    /// <summary><c>/pages/Name/123</c> or <c>/pages/category/Kind/Name-123</c>.</summary>
    private static string? OfPages(string url)
    {
        var isCategory = UrlRules.PathPart(url, 1) is "category";
        var last = UrlRules.PathPart(url, isCategory ? 3 : 2);
        return OrNull(last[(last.LastIndexOf('-') + 1)..]);
    }

    private static string? OrNull(ReadOnlySpan<char> handle) =>
        handle.IsEmpty || handle.Length > FieldReader.MaxIdLength || handle.Contains('█')
            ? null
            : handle.ToString().ToLowerInvariant();
}
