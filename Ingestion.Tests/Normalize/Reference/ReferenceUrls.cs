namespace Ingestion.Tests.Normalize.Reference;

/// <summary>The rules for addresses in docs/normalization.md, by way of <see cref="Uri"/>.</summary>
internal sealed record ReferenceUrls(string Host, string[] Aliases, string[] Domains, string[] Tracking)
{
    public static readonly ReferenceUrls Facebook = new(
        "www.facebook.com",
        ["facebook.com", "m.facebook.com", "web.facebook.com", "mbasic.facebook.com", "touch.facebook.com"],
        ["facebook.com", "fb.watch", "fb.com"],
        ["__cft__", "__tn__", "__xts__", "__eep__", "ref", "refid", "fref", "hc_ref", "hc_location", "paipv", "eav", "rdid",
            "share_url", "sfnsn", "locale", "_rdr", "_rdc"]);

    public static readonly ReferenceUrls X = new(
        "x.com",
        ["www.x.com", "mobile.x.com", "twitter.com", "www.twitter.com", "mobile.twitter.com", "m.twitter.com"],
        ["x.com", "twitter.com"],
        ["t", "s", "ref_src", "ref_url", "cxt", "lang"]);

    public static readonly ReferenceUrls TikTok = new(
        "www.tiktok.com",
        ["tiktok.com", "m.tiktok.com"],
        ["tiktok.com"],
        ["_t", "_r", "_d", "t", "q", "lang", "refer", "referer_url", "referer_video_id", "is_copy_url", "is_from_webapp",
            "sender_device", "sender_web_id", "web_id", "share_app_id", "share_link_id", "share_item_id", "tt_from", "u_code",
            "source", "checksum", "sec_user_id", "timestamp", "user_id", "preview_pb", "region", "sharer_language",
            "enter_from", "enter_method", "embed_source"]);

    private static readonly string[] Everywhere =
        ["fbclid", "gclid", "dclid", "msclkid", "twclid", "ttclid", "yclid", "igsh", "igshid", "mibextid", "mc_cid", "mc_eid",
            "si"];

    public string? Canonical(string? url)
    {
        if (url is null || url.Any(value => value is <= ' ' or '\\' or '\u007F')
            || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")
            || !Authority(url).All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.'))
        {
            return null;
        }

        var isOurs = Domains.Any(domain => uri.Host == domain || uri.Host.EndsWith("." + domain, StringComparison.Ordinal));
        if (!isOurs)
        {
            return null;
        }

        var rest = url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..].Split('#')[0];
        var mark = rest.IndexOf('?', StringComparison.Ordinal);
        var (place, query) = mark < 0 ? (rest, "") : (rest[..mark], rest[(mark + 1)..]);
        var path = place.Contains('/', StringComparison.Ordinal) ? place[place.IndexOf('/', StringComparison.Ordinal)..] : "/";
        var kept = query.Split('&').Where(pair => !IsTracking(pair)).ToList();
        var host = Aliases.Contains(uri.Host) ? Host : uri.Host;
        return $"https://{host}{path}{(kept.Count > 0 ? "?" : "")}{string.Join('&', kept)}";
    }

    private static string Authority(string url) => url.Split("//", 2)[^1].Split('/', '?', '#')[0];

    /// <summary>The parts of the path of a canonical address.</summary>
    public static string[] Parts(string url) => url["https://".Length..].Split('?')[0].Split('/')[1..];

    public static string? Parameter(string url, string name) =>
        url.Contains('?', StringComparison.Ordinal)
            ? url[(url.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&')
                .FirstOrDefault(pair => pair.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..]
            : null;

    private bool IsTracking(string pair)
    {
        var name = pair.Split('=', '[', '%')[0];
        return name.Length == 0 || name.StartsWith("utm_", StringComparison.OrdinalIgnoreCase)
            || Everywhere.Contains(name) || Tracking.Contains(name);
    }
}
