namespace Simulators.BrightData.Jobs;

/// <summary>The datasets of the social platforms, their discovery modes and input fields.</summary>
internal static class DatasetCatalog
{
    private static readonly string[] FacebookHosts = ["facebook.com", "fb.com", "fb.watch"];
    private static readonly string[] InstagramHosts = ["instagram.com"];
    private static readonly string[] TikTokHosts = ["tiktok.com"];
    private static readonly string[] YouTubeHosts = ["youtube.com", "youtu.be"];
    private static readonly string[] XHosts = ["x.com", "twitter.com"];
    private static readonly string[] LinkedInHosts = ["linkedin.com"];

    // Where the documents list no modes for a dataset, every documented mode is accepted.
    private static readonly string[] AnyMode =
    [
        "keyword", "url", "profile_url", "company_url", "user_name", "url_all_reels", "search_url", "hashtag", "explore",
        "search_filters", "podcast_url", "profiles_array",
    ];

    private static readonly string[] PagePosts =
        ["url", "user_name", "num_of_posts", "posts_to_not_include", "start_date", "end_date", "include_profile_data"];

    private static readonly string[] Url = ["url"];

    private static readonly Dictionary<string, Dataset> Known = new Dataset[]
    {
        new("gd_lkaxegm826bjpoo9m5", FacebookHosts, AnyMode, PagePosts, "facebook_posts.json"),
        Of("gd_lyclm1571iy3mv57zw", FacebookHosts, AnyMode, Url),
        Of("gd_lz11l67o2cb3r0lkj3", FacebookHosts, AnyMode, PagePosts),
        Of("gd_lyclm3ey2q6rww027t", FacebookHosts, AnyMode, PagePosts),
        Of("gd_lkay758p1eanlolqw8", FacebookHosts, AnyMode, [.. Url, "get_all_replies", "limit_records", "comments_sort"]),
        Of("gd_mf124a0511bauquyow", FacebookHosts, AnyMode, Url),
        Of("gd_mf0urb782734ik94dz", FacebookHosts, AnyMode, Url),
        Of("gd_l1vikfch901nx3by4", InstagramHosts, ["user_name"], ["url", "user_name"]),
        Of("gd_lk5ns7kz21pck8jpis", InstagramHosts, ["url"],
            ["url", "num_of_posts", "start_date", "end_date", "post_type", "posts_to_not_include"]),
        Of("gd_lyclm20il4r5helnj", InstagramHosts, ["url", "url_all_reels"],
            ["url", "num_of_posts", "start_date", "end_date", "posts_to_not_include"]),
        Of("gd_ltppn085pokosxh13", InstagramHosts, AnyMode, Url),
        new("gd_l1villgoiiidt09ci", TikTokHosts, ["search_url"], ["url", "search_url", "country"], "tiktok_profiles.json"),
        Of("gd_lu702nij2f790tmv9h", TikTokHosts, ["profile_url", "keyword", "url"],
            ["url", "URL", "num_of_posts", "posts_to_not_include", "what_to_collect", "start_date", "end_date", "post_type",
             "country", "sort_by", "include_pinned_post", "search_keyword"]),
        Of("gd_m7n5v2gq296pex2f5m", TikTokHosts, AnyMode, ["url", "num_of_posts", "country"]),
        Of("gd_m736hjp71lejc5dc0l", TikTokHosts, AnyMode, ["url", "num_of_posts", "country"]),
        Of("gd_m7n5ixlw1gc4no56kx", TikTokHosts, AnyMode, ["url", "num_of_posts", "country"]),
        Of("gd_lkf2st302ap89utw5k", TikTokHosts, AnyMode, Url),
        Of("gd_lk56epmy2i5g7lzu0k", YouTubeHosts, ["keyword", "url", "hashtag", "search_filters", "explore", "podcast_url"],
            ["url", "country", "transcription_language", "keyword", "num_of_posts", "start_date", "end_date", "hashtag",
             "order_by", "keyword_search", "features", "type", "duration", "upload_date", "all_tabs"]),
        Of("gd_lk538t2k2p1k3oos71", YouTubeHosts, AnyMode, Url),
        Of("gd_lk9q0ew71spt1mxywf", YouTubeHosts, AnyMode, ["url", "num_of_comments"]),
        new("gd_lwxkxvnf1cynvib9co", XHosts, ["profile_url", "profiles_array"], ["url", "start_date", "end_date", "urls"], "x_posts.json"),
        Of("gd_lwxmeb2u1cniijd7t4", XHosts, ["user_name"], ["url", "max_number_of_posts", "user_name"]),
        Of("gd_l1viktl72bvl7bjuj0", LinkedInHosts, AnyMode, Url),
        Of("gd_l1vikfnt1wgvvqz95w", LinkedInHosts, AnyMode, Url),
        Of("gd_lyy3tktm25m4avu764", LinkedInHosts, ["profile_url", "company_url", "url"], ["url", "start_date", "end_date", "limit"]),
        Of("gd_lpfll7v5hcqtkxl6l", LinkedInHosts, AnyMode, []),
        Of("gd_m8d03he47z8nwb5xc", LinkedInHosts, AnyMode, []),
    }.ToDictionary(d => d.Id);

    public static Dataset? Find(string id) => Known.GetValueOrDefault(id);

    /// <summary>A dataset that only the data folder, or a lenient simulator, knows.</summary>
    public static Dataset Unlisted(string id) => Of(id, [], AnyMode, []);

    private static Dataset Of(string id, string[] hosts, string[] modes, string[] fields) =>
        new(id, hosts, modes, fields, id + ".json");
}
