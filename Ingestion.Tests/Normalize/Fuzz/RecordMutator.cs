using System.Text;
using System.Text.Json;

namespace Ingestion.Tests.Normalize.Fuzz;

/// <summary>Makes records that are nearly like real ones: values swapped, dropped, doubled and replaced by awkward ones.</summary>
internal sealed class RecordMutator
{
    private static readonly string[] Awkward =
    [
        "null", "true", "false", "0", "-0", "-1", "1.5", "12.0", "1.2e3", "1e400", "-1e400", "1e-400", "9223372036854775807",
        "9223372036854775808", "99999999999999999999999999", "1700000000", "1700000000123", "-62135596801", "1e15",
        "\"\"", "\" \"", "\"12\"", "\"-12\"", "\"+12\"", "\"12,345\"", "\"012\"", "\"9223372036854775808\"", "\"1.0\"", "\"\\u0031\"",
        "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ud83d\\ude80\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
        "[]", "{}", "[[]]", "[null]", "[\"\"]", "[1]", "[{}]", "[\"#A\",\"a\",null,\"b c\",\"#\"]", "[{\"name\":\"N\"},{\"hashtag\":\"#H\"}]",
        "{\"num\":5,\"type\":\"Like\"}", "[{\"num\":5,\"type\":\"Like\"},{\"type\":\"Love\",\"num\":\"7\"},{\"type\":null,\"num\":1}]",
        "[{\"type\":\"HAHA\",\"reaction_count\":9223372036854775807},{\"type\":\"Wow\",\"reaction_count\":1}]",
        "[{\"reaction_count\":-1,\"type\":\"Sad\"}]", "[{\"type\":\"Video\",\"video_length\":-5,\"url\":\"http://a\",\"video_url\":null}]",
        "[{\"type\":\"Photo\",\"url\":\"ftp://a\",\"thumbnail_url\":\"https://t\"},{\"video_url\":\"https://v\",\"video_length\":1e3},7]",
        "\"2024-01-02\"", "\"2024-02-30T00:00:00Z\"", "\"2024-02-29T23:59:59.1234567891Z\"", "\"2024-01-02 03:04\"",
        "\"2024-01-02T03:04:05+05:30\"", "\"2024-01-02T24:00:00Z\"", "\"0000-00-00\"", "\"1899-12-31\"", "\"2199-12-31T23:59:59-14\"",
        "\"Tue Jan 02 2024 10:00:00 GMT+0000 (Coordinated Universal Time)\"", "\"Tue Foo 02 2024 10:00:00 GMT+0000\"", "\"1704189600\"",
        "\"yesterday\"", "\"https://m.facebook.com/profile.php?id=5&ref=x#f\"", "\"https://www.facebook.com/people/A-B/77/?__tn__=1\"",
        "\"https://www.facebook.com/pages/category/Kind/Name-123?utm_source=a\"", "\"http://www.facebook.com/stories/1/2\"",
        "\"https://twitter.com/123/status/5?s=20&t=x\"", "\"https://mobile.twitter.com/Name/status/5?x=1\"", "\"https://evil.com/x.com\"",
        "\"https://x.com:8443/a\"", "\"https://u:p@x.com/a\"", "\"javascript:alert(1)\"", "\"https://tiktok.com/@Name%20X/video/1?lang=de&q=1\"",
        "\"https://www.tiktok.com/@a\\u2588b\"", "\"Ma\\u2588\\u2588ked\"", "\"@Name\"", "\"##x #1 #\u00e9t\u00e9 a#b &#38; @a.b. c@d.e @@f\"",
        "\"people\"", "\"Reel\"", "\"GenericAttachmentMedia\"", "\"\ud835\udc00 #\ud835\udc00\ud835\udc01 \uff03wide\"", "\"dead_page\"",
        "\"No public posts were found in the profile for the specified period.\"", "\"\\u0130\u0130 #\u0130\"", "\"a\u2028b\"",
    ];

    private static readonly string[] Names =
    [
        "timestamp", "error", "error_code", "warning", "warning_code", "input", "unknown_field", "count_reactions_type", "play_count",
        "user_id", "is_repost", "is_verified", "p\\u006fst_id", "\\ud800", "", "likes", "profile_handle", "user_url",
    ];

    private readonly List<List<(string Name, string Value)>> records;
    private readonly Random random;

    public RecordMutator(byte[] array, Random random)
    {
        this.random = random;
        using var json = JsonDocument.Parse(array);
        records = [.. json.RootElement.EnumerateArray().Select(record => record.EnumerateObject()
            .Select(field => (field.Name, field.Value.GetRawText())).ToList())];
    }

    public byte[] Next()
    {
        var fields = new List<(string Name, string Value)>(records[random.Next(records.Count)]);
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            Change(fields);
        }

        var text = new StringBuilder("{", 4096);
        foreach (var (name, value) in fields)
        {
            text.Append(text.Length > 1 ? "," : "").Append('"').Append(name).Append("\":").Append(value);
        }

        var bytes = Encoding.UTF8.GetBytes(text.Append('}').ToString());
        return random.Next(8) == 0 ? Corrupt(bytes) : bytes;
    }

    private void Change(List<(string Name, string Value)> fields)
    {
        if (fields.Count == 0)
        {
            return;
        }

        var at = random.Next(fields.Count);
        switch (random.Next(6))
        {
            case 0:
                fields.RemoveAt(at);
                break;
            case 1:
                fields.Insert(random.Next(fields.Count), (fields[at].Name, AnyValue()));
                break;
            case 2:
                fields.Insert(random.Next(fields.Count), (Names[random.Next(Names.Length)], AnyValue()));
                break;
            case 3:
                var other = records[random.Next(records.Count)];
                fields[at] = (fields[at].Name, other[random.Next(other.Count)].Value);
                break;
            default:
                fields[at] = (fields[at].Name, AnyValue());
                break;
        }
    }

    private string AnyValue() => Awkward[random.Next(Awkward.Length)];

    private byte[] Corrupt(byte[] bytes)
    {
        var at = random.Next(bytes.Length);
        switch (random.Next(3))
        {
            case 0:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 1:
                return [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]];
            default:
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(8))..]];
        }
    }
}
