using System.Text;
using static Simulators.BrightData.Records.RecordTemplate;

namespace Simulators.BrightData.Records;

/// <summary>
/// The text of a Facebook page post, key for key in the order of the dataset <c>gd_lkaxegm826bjpoo9m5</c>. Which of the 128
/// variants has which null, empty list or kind of attachment follows the shares seen in 1,000 real rows.
/// </summary>
internal static class FacebookPost
{
    public const int Variants = 128;
    private const string Cdn = "https://scontent-dfw5-2.xx.fbcdn.net/v/t39.30808-";
    private const string Signature = "&_nc_cat=1&ccb=1-7&_nc_sid=f4b9fd&_nc_ohc=QTmQI79pk-oQ7kNvgGDOHz7&_nc_ht=scontent-dfw5-1.xx"
        + "&oh=00_AYA5WklKoszk_4bZsTHMNipEmvuKDUC7IEQeV2Jwoc7gfw&oe=669C0C3D";

    public static string Render(int variant, string page, bool isOdd)
    {
        bool foreign = variant is >= 30 and < 36 || (isOdd && variant % 16 == 5);
        bool textless = variant is 8 or 60;
        bool uncounted = variant is 17 or 90;
        bool odd = isOdd && variant % 8 == 3;
        Media media = MediaOf(variant);
        string author = foreign ? "another.page" : page;
        string likes = $"{Likes}{Width(variant, 3, 5)}";
        var json = new StringBuilder(3072);
        json.Append("{\"url\":\"").Append(UrlOf(media, variant, author)).Append(odd ? "&__cft__[0]=AZX&__tn__=%2CO" : "")
            .Append($"\",\"post_id\":\"{Id}\",\"user_url\":\"https://www.facebook.com/{author}\",\"user_username_raw\":\"{author}\"")
            .Append($",\"content\":{(textless ? "null" : PostTexts.Of(variant))},\"date_posted\":\"{Date}.000Z\"")
            .Append($",\"hashtags\":{(textless ? "null" : PostTexts.HashtagsOf(variant))}")
            .Append($",\"num_comments\":{Comments}{Width(variant, 1, 4)},\"num_shares\":{Shares}{Width(variant, 1, 4)}")
            .Append(",\"num_likes_type\":").Append(uncounted ? "null" : $"{{\"num\":{likes},\"type\":\"Like\"}}")
            .Append($",\"page_name\":\"{author}\",\"page_intro\":null,\"page_category\":null,\"page_logo\":\"{Logo()}\"")
            .Append(",\"page_external_website\":null,\"page_likes\":").Append(foreign ? "null" : "200000000")
            .Append(",\"page_followers\":230000000,\"page_is_verified\":true,\"original_post\":").Append(OriginalPost(variant))
            .Append(",\"other_posts_url\":null").Append(ExternalLink(media, variant))
            .Append($",\"page_url\":\"https://www.facebook.com/{author}\"")
            .Append($",\"header_image\":\"{Cdn}6/339957046_{Id}_n.png?stp=dst-png_p320x320{Signature}\"")
            .Append(",\"profile_id\":\"100044568393679\",\"attachments\":").Append(Attachments(media, variant, author))
            .Append($",\"avatar_image_url\":\"{Logo()}\",\"profile_handle\":\"{author}\",\"has_handshake\":null")
            .Append($",\"is_sponsored\":false,\"sponsor_name\":null,\"shortcode\":\"{Id}\",\"video_view_count\":")
            .Append(media == Media.Video ? $"{Views}{Width(variant, 4, 6)}" : "null")
            .Append(",\"likes\":").Append(uncounted ? "null" : odd ? $"\"{likes}\"" : likes)
            .Append(",\"post_image\":").Append(media == Media.Photo ? $"\"{Image()}\"" : "null")
            .Append(",\"post_type\":\"Post\",\"following\":").Append(foreign ? "115" : "null").Append(",\"post_external_image\":null");
        return json.ToString();
    }

    private static Media MediaOf(int variant) => variant switch
    {
        < 43 => Media.Video,
        < 111 => Media.Photo,
        < 125 => Media.Link,
        _ => Media.None,
    };

    private static string UrlOf(Media media, int variant, string page) => media switch
    {
        Media.Video when variant % 6 != 0 => $"https://www.facebook.com/{page}/videos/{Id}/",
        Media.Photo when variant % 2 == 0 => $"https://www.facebook.com/photo/?fbid={Id}&set=a.114588455254586",
        _ => $"https://www.facebook.com/{page}/posts/{Id}",
    };

    private static string Attachments(Media media, int variant, string page)
    {
        string one = media switch
        {
            Media.Video => $"{{\"attachment_url\":\"https://www.facebook.com/{page}/videos/{Id}/\",\"id\":\"{Id}\",\"type\":\"Video\","
                + $"\"url\":\"{Image()}\",\"video_length\":\"{Views}{Width(variant, 4, 6)}\"}}",
            Media.Photo => $"{{\"id\":\"{Id}\",\"type\":\"Photo\",\"url\":\"{Image()}\"}}",
            Media.Link => $"{{\"id\":\"{Id}\",\"type\":\"GenericAttachmentMedia\",\"url\":\"https://external.fist2-4.fna.fbcdn.net/"
                + $"emg1/v/t13/{Id}?url=https%3A%2F%2Fexample.com%2Fa.jpg&fb_obo=1&utld=example.com&stp=c0.5000x0.5000f_dst-jpg\"}}",
            _ => "",
        };
        int count = media == Media.Photo ? variant switch { 50 => 5, 51 or 52 => 2, _ => 1 } : 1;
        return "[" + (media == Media.None ? "" : string.Join(',', Enumerable.Repeat(one, count))) + "]";
    }

    private static string ExternalLink(Media media, int variant) => media == Media.Link
        ? $",\"post_external_link\":\"https://example.com/story/{Id}\",\"post_external_title\":{PostTexts.Of(variant + 1)}"
        : ",\"post_external_link\":null,\"post_external_title\":null";

    private static string OriginalPost(int variant) => variant is 70 or 71
        ? $"{{\"attachments\":[],\"content\":{PostTexts.Of(variant)},\"date\":\"{Date}.000Z\",\"hashtags\":[],\"post_id\":\"UzpfST{Id}\","
            + "\"post_url\":\"https://www.facebook.com/story.php\",\"user_name\":\"Shared page\",\"user_url\":\"https://www.facebook.com/shared\"}"
        : "null";

    private static string Logo() => $"{Cdn}1/357098184_820203536141919_4643294976496647733_n.png?stp=dst-png_p200x200{Signature}";

    private static string Image() => $"{Cdn}6/355311910_{Id}_2857322382250109177_n.jpg?stp=dst-jpg_s640x640{Signature}";

    private static char Width(int variant, int least, int most) => (char)('0' + least + (variant % (most - least + 1)));

    private enum Media
    {
        None,
        Photo,
        Video,
        Link,
    }
}
