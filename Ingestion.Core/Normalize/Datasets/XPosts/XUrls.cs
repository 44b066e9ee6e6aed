using Ingestion.Core.Normalize.Fields;

namespace Ingestion.Core.Normalize.Datasets.XPosts;

/// <summary>X's addresses, and whose profile they are.</summary>
internal static class XUrls
{
    public const string Platform = "x";

    public static readonly UrlRules Rules = new(
        Host: "x.com",
        Aliases: ["www.x.com", "mobile.x.com", "twitter.com", "www.twitter.com", "mobile.twitter.com", "m.twitter.com"],
        Domains: ["x.com", "twitter.com"],
        Tracking: ["t", "s", "ref_src", "ref_url", "cxt", "lang"]);

    /// <summary>
    /// The name that a profile's or post's address begins with, in lower case; null for one that holds an id instead, which are
    /// redirects: <c>x.com/44396197/status/1</c>, <c>x.com/i/status/1</c>.
    /// </summary>
    public static string? HandleOf(string? url)
    {
        var first = url is null ? [] : UrlRules.PathPart(url, 0).TrimStart('@');
        return first is "i" or "intent" || first.IndexOfAnyExceptInRange('0', '9') < 0 ? null : PostTags.Fold(first);
    }
}
