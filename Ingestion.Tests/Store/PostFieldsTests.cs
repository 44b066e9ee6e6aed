using Ingestion.Core.Normalize;
using Ingestion.Core.Store;
using Xunit;

namespace Ingestion.Tests.Store;

[Trait("Category", "Postgres")]
public sealed class PostFieldsTests(LoadDatabase database) : IClassFixture<LoadDatabase>
{
    public static TheoryData<string> NastyTexts => new(
        "'; drop table ingestion.social_posts; --",
        "=HYPERLINK(\"http://evil.example\",\"x\")\t+1\t-1\t@SUM(A1)",
        "\u202Eright to left\u202C \u0627\u0644\u0639\u0631\u0628\u064A\u0629 \u05E2\u05D1\u05E8\u05D9\u05EA",
        "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466 \U0001F3F3\uFE0F\u200D\U0001F308 e\u0301 \uFEFF\uFFFE\uFFFF",
        "\u0001\u0002\u0007\b\t\n\v\f\r\u001B\u001F\u007F\u0085\u2028\u2029",
        "\\N \\. \\x00 \\u0000 {\"a\":1} {1,2} NULL",
        "",
        " \n ");

    [Theory]
    [MemberData(nameof(NastyTexts))]
    public async Task Load_NastyText_IsByteExactEverywhere(string text)
    {
        LoadInput input = database.Input();
        CanonicalPost post = Records.Post("1", text: text) with
        {
            Author = new PostAuthor("a", text, text, text, null),
            Url = text,
            Hashtags = [text],
            Mentions = [text, "other"],
            Media = [new PostMedia("photo", text, null, null, null)],
        };

        await database.LoadAsync(input, Records.Batch(post));

        string sql = """
            select array[text, author_id, author_name, author_url, url, hashtags[1], mentions[1], media->0->>'url']
            from ingestion.social_posts where platform = @Platform
            """;
        Assert.Equal(Enumerable.Repeat(text, 8), await database.ValueAsync<string[]>(input, sql));
    }

    [Fact]
    public async Task Load_TextOfTenMegabytes_IsByteExact()
    {
        LoadInput input = database.Input();
        string text = string.Concat(Enumerable.Range(0, 2_000_000).Select(number => $"{number:x}\u00E9"))[..10_000_000];

        await database.LoadAsync(input, Records.Batch(Records.Post("1", text: text), Records.Post("2", text: "small", index: 1)));

        Assert.Equal(
            text, await database.ValueAsync<string>(input, "select text from ingestion.social_posts where platform = @Platform and post_id = '1'"));
    }

    [Fact]
    public async Task Load_EveryField_IsInItsColumn()
    {
        LoadInput input = database.Input("sd_fields") with { Labels = new PostLabels("brand", "competitor", "category", "espn") };

        await database.LoadAsync(input, Records.Batch(Full()));

        Assert.Equal(
            """
            (42,espn,100044568393679,ESPN,https://www.facebook.com/ESPN,https://www.facebook.com/ESPN/posts/42,"2023-06-22 05:25:00+00",Hello,en,"{nba,finals}",{nbaontnt},video,"[{""url"": ""https://v.example/1.mp4"", ""type"": ""video"", ""width"": 640, ""height"": 480, ""duration_ms"": 1500}]",1,t,f,brand,competitor,category,"2026-11-20 08:00:00.000123+00",sd_fields,11111111-2222-3333-4444-555555555555,gd_lkaxegm826bjpoo9m5,1,7,7000,900,"2026-11-21 10:00:00+00","2026-11-21 10:00:00+00")
            """,
            await RowAsync(input, """
                post_id, author_handle, author_id, author_name, author_url, url, published_at, text, language, hashtags, mentions,
                content_type, media, media_count, is_sponsored, is_repost, brand, competitor, category, observed_at, snapshot_id,
                crawl_id, dataset_id, mapper_version, record_index, byte_offset, byte_length, first_seen_at, updated_at
                """, "social_posts"));
    }

    [Theory]
    [InlineData("post_engagement_metrics")]
    [InlineData("engagement_snapshots")]
    public async Task Load_EveryCount_IsInItsColumn(string table)
    {
        LoadInput input = database.Input("sd_counts");

        await database.LoadAsync(input, Records.Batch(Full()));

        Assert.Equal(
            """(1,2,3,4,5,6,7,"{""like"": 1, ""love"": 0}",400,1.500000,"2026-11-20 08:00:00.000123+00",sd_counts)""",
            await RowAsync(input, """
                likes, comments, shares, views, saves, reach, impressions, reactions, author_followers, engagement_rate, observed_at,
                snapshot_id
                """, table));
    }

    [Fact]
    public async Task Load_UnknownValues_AreNullAndNotZero()
    {
        LoadInput input = database.Input();
        CanonicalPost post = Records.Post("1", text: null) with
        {
            Author = new PostAuthor("espn", null, null, null, null),
            PublishedAt = null,
            Counts = PostCounts.None,
            Hashtags = [],
            Media = [],
            IsSponsored = null,
        };

        await database.LoadAsync(input, Records.Batch(post));

        Assert.Equal("(,,,,,,,,{},{},[],0)", await RowAsync(
            input,
            "author_id, author_name, author_url, published_at, text, language, is_sponsored, is_repost, hashtags, mentions, media, media_count",
            "social_posts"));
        Assert.Equal("(,,,,,,,,,)", await RowAsync(
            input,
            "likes, comments, shares, views, saves, reach, impressions, reactions, author_followers, engagement_rate",
            "post_engagement_metrics"));
    }

    private static CanonicalPost Full() => Records.Post("42", index: 7) with
    {
        Author = new PostAuthor("espn", "100044568393679", "ESPN", "https://www.facebook.com/ESPN", 400),
        ObservedAt = Records.Start.AddTicks(1239),
        Language = "en",
        Mentions = ["nbaontnt"],
        ContentType = ContentType.Video,
        Media = [new PostMedia("video", "https://v.example/1.mp4", TimeSpan.FromSeconds(1.5), 640, 480)],
        Counts = new PostCounts
        {
            Likes = 1,
            Comments = 2,
            Shares = 3,
            Views = 4,
            Saves = 5,
            Reach = 6,
            Impressions = 7,
            Reactions = [new ReactionCount("like", 1), new ReactionCount("love", 0)],
        },
        IsSponsored = true,
        IsRepost = false,
    };

    private Task<string?> RowAsync(LoadInput input, string columns, string table) => database.ValueAsync<string>(
        input, $"select row({columns})::text from ingestion.{table} where platform = @Platform");
}
