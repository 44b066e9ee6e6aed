using Ingestion.Core.Normalize.Fields;

namespace Ingestion.Core.Normalize.Datasets.TikTokPosts;

/// <summary>TikTok's addresses, and whose profile they are.</summary>
internal static class TikTokUrls
{
    public const string Platform = "tiktok";

    public static readonly UrlRules Rules = new(
        Host: "www.tiktok.com",
        Aliases: ["tiktok.com", "m.tiktok.com"],
        Domains: ["tiktok.com"],
        Tracking: ["_t", "_r", "_d", "t", "q", "lang", "refer", "referer_url", "referer_video_id", "is_copy_url", "is_from_webapp",
            "sender_device", "sender_web_id", "web_id", "share_app_id", "share_link_id", "share_item_id", "tt_from", "u_code",
            "source", "checksum", "sec_user_id", "timestamp", "user_id", "preview_pb", "region", "sharer_language",
            "enter_from", "enter_method", "embed_source"]);

    /// <summary>The name after the <c>@</c> of a profile's or post's address, in lower case; null when there is none.</summary>
    public static string? HandleOf(string? url)
    {
        var first = url is null ? [] : UrlRules.PathPart(url, 0);
        return first is ['@', .. var name] ? UrlRules.Unmasked(PostTags.Fold(Uri.UnescapeDataString(name))) : null;
    }
}
