using System.Text.Json;
using Ingestion.Core.Persistence;
using Ingestion.Core.Read;
using Ingestion.Tests.Persistence;
using Npgsql;
using Xunit;

namespace Ingestion.Tests.Read;

/// <summary>What a long list takes of the database and of memory.</summary>
[Trait("Category", "Postgres")]
public sealed class ExportTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>, IAsyncLifetime
{
    private const int Posts = 8_000;

    private const string PostsSql = """
        insert into ingestion.social_posts
        select (jsonb_populate_record(p, jsonb_build_object('post_id', 'p' || n, 'hashtags', array['all']))).*
        from ingestion.social_posts p, generate_series(1, @Posts) n;
        insert into ingestion.post_engagement_metrics (platform, post_id, likes, observed_at, snapshot_id, updated_at)
        select platform, post_id, substr(post_id, 2)::bigint, observed_at, snapshot_id, updated_at
        from ingestion.social_posts where post_id <> 'p0'
        """;

    public async Task InitializeAsync()
    {
        await pipeline.EmptyPostsAsync();
        await pipeline.InsertAsync(new PostRow("p0") { HasCounts = false });
        await pipeline.ExecuteAsync(PostsSql, new { Posts });
        await pipeline.ExecuteAsync("analyze ingestion.social_posts, ingestion.post_engagement_metrics");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(true, 1_000L)]
    [InlineData(false, 7_000L)]
    public async Task ByACount_StretchNearTheEnd_ReadsNoMoreBlocksThanTheFirst(bool isDescending, long likes)
    {
        ListQuery query = PostRows.Query("likes", isDescending, ListQuery.MaxExport);

        long first = await BlocksAsync(query, after: null);
        long last = await BlocksAsync(query, new PagePosition(likes, ["facebook", $"p{likes}"]));

        Assert.InRange(last, 1, first + (first / 2));
    }

    [Fact]
    public async Task Rows_OnAPoolOfOneConnection_LeaveItToOthersInBetween()
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(pipeline.ConnectionString) { MaxPoolSize = 1, Timeout = 10 });
        Database database = new(source);
        ListQuery query = PostRows.Query(limit: ListQuery.MaxExport, filters: ("hashtag", "all"));
        ListRows rows = await new ListReader(database).OpenAsync(query, CancellationToken.None);

        int read = 0;
        while (await rows.ReadAsync(CancellationToken.None))
        {
            if (++read % 1_000 == 0)
            {
                await database.CheckAsync(CancellationToken.None);
            }
        }

        Assert.Equal(Posts, read);
    }

    [Fact]
    public async Task Stretch_OfLongTexts_EndsAtItsBytesAndTheNextGoesOn()
    {
        await pipeline.ExecuteAsync("update ingestion.social_posts set text = repeat('x', 150000) where post_id like 'p77__'");
        ListQuery query = PostRows.Query(limit: ListQuery.MaxExport);
        ListPart start = new(IsUnknown: false, new PagePosition(PostRows.Noon, ["facebook", "p7780"]));

        ListStretch stretch = await ListStretch.ReadAsync(pipeline.Database, query, start, 2_000, CancellationToken.None);
        (IReadOnlyList<string> all, _) = await pipeline.PageAsync(query);

        Assert.InRange(stretch.Rows.Count, 10, 20);
        Assert.True(stretch.IsFull);
        Assert.Equal(Posts + 1, all.Distinct().Count());
        Assert.Equal(all.OrderDescending(StringComparer.Ordinal), all);
    }

    private async Task<long> BlocksAsync(ListQuery query, PagePosition? after)
    {
        NpgsqlBatchCommand[] commands = ListSql.Page(query, new ListPart(IsUnknown: false, after), rows: 100);
        commands[^1].CommandText = "explain (analyze, buffers, format json) " + commands[^1].CommandText;
        IReadOnlyList<string> plan = await pipeline.Database.ReadBatchAsync(commands, row => row.GetString(0), CancellationToken.None);
        using JsonDocument document = JsonDocument.Parse(plan[0]);
        JsonElement root = document.RootElement[0].GetProperty("Plan");
        return root.GetProperty("Shared Hit Blocks").GetInt64() + root.GetProperty("Shared Read Blocks").GetInt64();
    }
}
