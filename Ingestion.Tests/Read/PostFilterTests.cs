using Ingestion.Core.Read;
using Ingestion.Tests.Persistence;
using Xunit;

namespace Ingestion.Tests.Read;

[Trait("Category", "Postgres")]
public sealed class PostFilterTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>
{
    private static readonly Guid Crawl = Guid.Parse("00000000-0000-4000-8000-000000000002");

    private const string SnapshotSql = """
        insert into ingestion.crawl_metadata (
            crawl_id, dataset_id, platform, url, include_profile_data, crawl_params, request_hash, status, created_at,
            updated_at)
        values (@Crawl, 'gd_test', 'x', 'https://x.com/nasa', false, '{}', '', 'completed', now(), now());
        insert into ingestion.raw_data_crawl_snapshots
        values ('sd_other', @Crawl, 'raw/x.json', 'x', null, null, null, 0, '', 0, 0, 0, 0, 0, now(), 'stored')
        """;

    private static readonly PostRow Wanted = new("wanted")
    {
        Platform = "x",
        Author = "nasa",
        Text = "Launch of the Artemis mission, \u0110i\u1EC7n Bi\u00EAn",
        Hashtags = ["artemis", "moon"],
        ContentType = "video",
        Brand = "b",
        Competitor = "c",
        Category = "k",
        Snapshot = "sd_other",
        Crawl = Crawl,
        PublishedAt = PostRows.Noon.UtcDateTime.AddDays(-1),
        Likes = 1,
    };

    public static TheoryData<string, object> Filters { get; } = new()
    {
        { "platform", "x" },
        { "author", "nasa" },
        { "brand", "b" },
        { "competitor", "c" },
        { "category", "k" },
        { "content_type", "video" },
        { "hashtag", "moon" },
        { "q", "artemis LAUNCH" },
        { "q", "\"artemis mission\" -saturn" },
        { "q", "apollo or artemis" },
        { "q", "Bi\u00EAn" },
        { "to", PostRows.Noon },
        { "crawl_id", Crawl },
        { "snapshot_id", "sd_other" },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task List_EachFilter_LeavesOnlyWhatMatchesInEveryOrder(string name, object value)
    {
        await FillAsync();

        foreach (string sort in PostListing.Posts.SortNames)
        {
            Assert.Equal(["wanted"], await pipeline.AllAsync(PostRows.Query(sort, filters: (name, value))));
        }
    }

    [Fact]
    public async Task List_FromAndTo_TakeTheirBeginningButNotTheirEnd()
    {
        await FillAsync();

        IReadOnlyList<string> listed = await pipeline.AllAsync(
            PostRows.Query(filters: [("from", PostRows.Noon.AddDays(-1)), ("to", PostRows.Noon)]));

        Assert.Equal(["wanted"], listed);
    }

    [Theory]
    [InlineData("brand", "' or 1=1 --")]
    [InlineData("hashtag", "\"}'; drop table ingestion.social_posts; --")]
    [InlineData("q", "a' & b | !c <-> :* \\ \" ( ")]
    public async Task List_ValueThatLooksLikeSql_IsOnlyAValue(string name, string value)
    {
        await FillAsync();

        Assert.Empty(await pipeline.AllAsync(PostRows.Query(filters: (name, value))));
    }

    [Fact]
    public async Task Text_VeryLong_IsStoredAndFoundByItsBeginning()
    {
        await pipeline.EmptyPostsAsync();
        string words = string.Join(' ', Enumerable.Range(0, 400_000).Select(i => $"w{i}"));
        await pipeline.InsertAsync(
            new PostRow("long") { Text = words }, new PostRow("word") { Text = new string('x', 2_000_000) });

        Assert.Equal(["long"], await pipeline.AllAsync(PostRows.Query(filters: ("q", "w7"))));
        Assert.Empty(await pipeline.AllAsync(PostRows.Query(filters: ("q", "w399999"))));
    }

    private async Task FillAsync()
    {
        await pipeline.EmptyPostsAsync();
        await pipeline.ExecuteAsync(
            "delete from ingestion.raw_data_crawl_snapshots; delete from ingestion.crawl_metadata");
        await pipeline.ExecuteAsync(SnapshotSql, new { Crawl });
        await pipeline.InsertAsync(Wanted, new PostRow("other") { Text = "saturn rings", Likes = 2 }, new PostRow("bare"));
    }
}
