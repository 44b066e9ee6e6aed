using System.Text.RegularExpressions;
using Xunit;

namespace Ingestion.Tests.Normalize;

/// <summary>One full record of each dataset, in the shape that reference/provider-apis.md 1.10 gives.</summary>
internal static class SampleRecords
{
    public const string FacebookPost = """
        {"url":"https://www.facebook.com/ESPN/videos/921562815569843/?__cft__[0]=AZX&__tn__=R","post_id":"921562815569843",
         "user_url":"https://www.facebook.com/ESPN","user_username_raw":"ESPN","content":"One \ud83d\ude80 #Two\nthree @Four",
         "date_posted":"2023-06-22T05:25:00.000Z","hashtags":["UFC303","ufc303","#Boxing"],"num_comments":1325,"num_shares":"1110",
         "num_likes_type":{"num":34,"type":"Like"},"page_name":"ESPN","page_intro":"All sports","page_followers":230000000,
         "page_is_verified":true,"original_post":null,"post_external_link":null,"page_url":"https://www.facebook.com/ESPN",
         "profile_id":"100044568393679","profile_handle":"ESPN","is_sponsored":false,"video_view_count":15180,"likes":39,
         "attachments":[{"attachment_url":"https://www.facebook.com/ESPN/videos/921562815569843/","id":"921562815569843",
         "type":"Video","url":"https://scontent.example/1.jpg","video_length":"2101132"}],"post_type":"Post","following":115,
         "timestamp":"2026-11-20T08:00:01.120Z","input":{"url":"https://www.facebook.com/ESPN"}}
        """;

    public const string XPost = """
        {"id":"1795704262074507432","user_posted":"KhadimHaqq","name":"Khadim Haqq","description":"Not now #Later, @Some.one",
         "date_posted":"2024-05-29T06:30:33.000Z","photos":["https://pbs.twimg.com/media/1.jpg"],
         "videos":["https://video.twimg.com/1.mp4",{"video_url":"https://video.twimg.com/2.mp4","duration":6041}],
         "url":"https://twitter.com/44196397/status/1795704262074507432?s=20","quoted_post":{"url":null},
         "tagged_users":[{"profile_id":"1","profile_name":"Megatron","url":"https://x.com/Megatron_ron"}],
         "replies":11,"reposts":27,"likes":699,"views":null,"external_url":null,"hashtags":["Gaza","later"],"followers":1607,
         "biography":"Student","posts_count":8570,"following":178,"is_verified":false,"quotes":1,"bookmarks":6,
         "is_repost":false,"user_id":"44196397","timestamp":"2026-11-20T08:00:01.120Z"}
        """;

    public const string XProfile = """
        {"x_id":"44196397","url":"https://twitter.com/KhadimHaqq","id":"KhadimHaqq","profile_name":"Khadim Haqq",
         "biography":"Student","is_verified":true,"following":178,"followers":1607,"posts_count":8570,"posts":[{"likes":1}],
         "date_joined":"2011-04-02T14:34:18.000Z"}
        """;

    public const string TikTokPost = """
        {"url":"https://www.tiktok.com/@motogp/video/7564?is_from_webapp=1","post_id":"7564","description":"Race #MotoGP",
         "create_time":"2025-10-24T15:02:59.000Z","digg_count":58214,"share_count":"1391","num_share_count":1392,
         "collect_count":2410,"comment_count":310,"play_count":1000000,"video_duration":17,"hashtags":["motogp"],
         "profile_id":"69","account_id":"MotoGP","profile_username":"MotoGP\u2122","profile_url":"https://www.tiktok.com/@motogp",
         "profile_biography":"Racing","profile_followers":5100000,"is_verified":true,"post_type":"video",
         "video_url":"https://v16.tiktokcdn.com/7564","carousel_images":null,"width":576,"ratio":"540p"}
        """;

    public const string TikTokProfile = """
        {"account_id":"jzt███_ar███","nickname":"jztang_art","biography":"Tattoo artist","is_verified":false,"followers":19,
         "following":1,"likes":275,"videos_count":9,"id":"6744469562807747589","url":"https://www.tiktok.com/@jztang_art",
         "like_count":null,"discovery_input":null}
        """;

    /// <summary>A record with another value for one of its simple fields.</summary>
    public static string With(string record, string field, string value)
    {
        var found = Regex.Match(record, $"\"{field}\":(\"[^\"]*\"|\\{{[^{{}}]*\\}}|[^,{{}}\\[\\]]*)");
        Assert.True(found.Success, field);
        return record[..found.Index] + $"\"{field}\":{value}" + record[(found.Index + found.Length)..];
    }
}
