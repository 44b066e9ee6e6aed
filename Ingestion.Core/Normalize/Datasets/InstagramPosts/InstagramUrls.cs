using System.Buffers;
using System.Globalization;
using Ingestion.Core.Normalize.Fields;

namespace Ingestion.Core.Normalize.Datasets.InstagramPosts;

/// <summary>Instagram's addresses: whose page they are, and which post.</summary>
internal static class InstagramUrls
{
    public const string Platform = "instagram";

    private const string Base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly SearchValues<char> Digits = SearchValues.Create(Base64);

    public static readonly UrlRules Rules = new(
        Host: "www.instagram.com",
        Aliases: ["instagram.com", "m.instagram.com", "instagr.am"],
        Domains: ["instagram.com"],
        Tracking: ["img_index", "hl", "__d", "next", "utm_source"]);

    /// <summary>
    /// The address under which any post is found, reels too: which of its addresses a record has depends on how it was found.
    /// </summary>
    public static string OfPost(string shortcode) => $"https://www.instagram.com/p/{shortcode}/";

    /// <summary>A profile's page.</summary>
    public static string OfProfile(string handle) => $"https://www.instagram.com/{Uri.EscapeDataString(handle)}/";

    /// <summary>The short id of the post that an address shows: <c>/p/X</c>, <c>/reel/X</c>, <c>/name/reel/X</c>.</summary>
    public static string? ShortcodeOf(string? url)
    {
        if (url is null)
        {
            return null;
        }

        for (var part = 0; part < 2; part++)
        {
            if (UrlRules.PathPart(url, part) is "p" or "reel" or "reels" or "tv")
            {
                return ShortcodeOrNull(UrlRules.PathPart(url, part + 1).ToString());
            }
        }

        return null;
    }

    /// <summary>Null for what is no short id.</summary>
    public static string? ShortcodeOrNull(string? code) =>
        string.IsNullOrEmpty(code) || code.AsSpan().IndexOfAnyExcept(Digits) >= 0 ? null : code;

    /// <summary>The short id that belongs to a media id: the number in base 64; another id is left as it is.</summary>
    public static string ShortcodeFrom(string mediaId)
    {
        if (!ulong.TryParse(mediaId, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return Uri.EscapeDataString(mediaId);
        }

        var code = "";
        for (; number > 0; number >>= 6)
        {
            code = Base64[(int)(number & 63)] + code;
        }

        return code;
    }

    /// <summary>The media id that belongs to a short id; null for one of another kind: those of private posts are longer.</summary>
    public static string? MediaIdFrom(string? shortcode)
    {
        if (ShortcodeOrNull(shortcode) is not { } code)
        {
            return null;
        }

        UInt128 number = 0;
        foreach (var digit in code)
        {
            number = (number << 6) + (uint)Base64.IndexOf(digit, StringComparison.Ordinal);
            if (number > ulong.MaxValue)
            {
                return null;
            }
        }

        return number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Whether an address is of a reel.</summary>
    public static bool IsReel(string? url) =>
        url is not null && (UrlRules.PathPart(url, 0) is "reel" or "reels" || UrlRules.PathPart(url, 1) is "reel");

    /// <summary>Whether an address is of a story.</summary>
    public static bool IsStory(string? url) => url is not null && UrlRules.PathPart(url, 0) is "stories";

    /// <summary>Whose profile an address shows, in lower case.</summary>
    public static string? HandleOf(string? url) =>
        url is null || UrlRules.PathPart(url, 0) is "p" or "reel" or "reels" or "tv" or "stories" or "explore"
            ? null
            : HandleOrNull(UrlRules.PathPart(url, 0).ToString().ToLowerInvariant());

    /// <summary>Null for a handle that is empty or masked.</summary>
    public static string? HandleOrNull(string? handle) =>
        string.IsNullOrEmpty(handle) || handle.Length > FieldReader.MaxIdLength || handle.AsSpan().IndexOfAny("█*/ ") >= 0
            ? null
            : handle;
}
