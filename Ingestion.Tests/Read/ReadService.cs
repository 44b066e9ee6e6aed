using Azure.Storage.Blobs;
using Ingestion.Core.Persistence;
using Ingestion.Tests.EndToEnd;
using Npgsql;

namespace Ingestion.Tests.Read;

/// <summary>A service with a few rows of everything that can be read, written as plain SQL.</summary>
public sealed class ReadService : SharedService, Xunit.IAsyncLifetime
{
    public const string CrawlId = "00000000-0000-4000-8000-000000000001";
    public const string LetterId = "00000000-0000-4000-8000-0000000000aa";
    public const string BinaryLetterId = "00000000-0000-4000-8000-0000000000bb";
    public const string Record = """{"post_id":"p1","likes":12,"note":"\u00e9\n"}""";
    public const string Awkward = "line\r\nbreak, \"quote\" \u202Eright to left\u202C \u0001 '; drop table x;--";

    private const string RowsSql = """
        insert into ingestion.crawl_metadata (
            crawl_id, dataset_id, platform, url, include_profile_data, crawl_params, request_hash, status, created_at,
            updated_at, finished_at, bronze_path)
        values (
            @crawl, 'gd_test', 'facebook', 'https://www.facebook.com/espn', false, '{}', '', 'completed', @at, @at, @at,
            'bronze/x');
        insert into ingestion.raw_data_crawl_snapshots
        select id, @crawl, @container || path, 'facebook', null, null, null, 0, 'hash', 0, 0, 0, 0, 0, @at, 'stored'
        from (values ('sd_test', '/raw_snapshots/x.json'), ('sd_gone', '/raw_snapshots/gone.json')) as s (id, path);
        update ingestion.social_posts set byte_offset = 3, byte_length = @length where post_id = 'p1';
        update ingestion.social_posts set byte_offset = 3 + @length, byte_length = 2000000 where post_id = 'p2';
        insert into ingestion.engagement_snapshots (platform, post_id, observed_at, likes, engagement_rate, snapshot_id) values
            ('facebook', 'p1', @at - interval '1 day', 10, 0.5, 'sd_old'), ('facebook', 'p1', @at, 12, 0.600, 'sd_test');
        insert into ingestion.follower_metrics (
            platform, handle, name, followers, observed_at, snapshot_id, crawl_id, dataset_id, mapper_version, record_index,
            byte_offset, byte_length, first_seen_at, updated_at)
        select 'facebook', h, n, f, @at, 'sd_test', @crawl, 'gd_test', 1, 0, 0, 1, @at, @at
        from (values ('espn', 'ESPN', 100), ('nba', 'NBA', 300), ('quiet', null, null)) as p (h, n, f);
        insert into ingestion.follower_snapshots (platform, handle, observed_at, followers, snapshot_id) values
            ('facebook', 'espn', @at - interval '1 day', 80, 'sd_old'), ('facebook', 'espn', @at, 100, 'sd_test');
        insert into ingestion.metrics (
            platform, handle, metric_date, followers, collection_source, observed_at, snapshot_id, created_at, updated_at)
        select 'facebook', 'espn', (now() at time zone 'UTC')::date - d, 100 - 10 * d, 'brightdata', @at, 'sd_test', @at, @at
        from unnest(array[0, 2, 40]) d;
        insert into ingestion.dead_letters (
            id, snapshot_id, crawl_id, dataset_id, platform, record_index, byte_offset, byte_length, reason, field, detail,
            raw_cut, mapper_version, created_at, updated_at)
        select id, 'sd_test', @crawl, 'gd_test', 'facebook', at, 0, length, reason, field, 'detail', raw, 1, @at, @at
        from (values
            (@letter, 1, 30, 'MISSING_ID', '$.post_id', '{"post_id":'::bytea),
            (@binary, 2, 3, 'INVALID_TEXT', null, '\xff00fe'::bytea)) as d (id, at, length, reason, field, raw);
        insert into ingestion.quality_findings values
            ('sd_test', 'post', 'p1', 'high_engagement', 'rate', @crawl, 'facebook', 'warning', '25', '', '', @at, @at),
            ('sd_test', 'post', 'p2', 'negative_count', 'likes', @crawl, 'facebook', 'error', '-1', '', '', @at, @at);
        insert into ingestion.schema_drift values
            ('sd_test', '$.likes', 'retyped', @crawl, 'gd_test', 1, 10, 3, 'number', 'string', '$[2].likes', false, @at)
        """;

    private NpgsqlDataSource? source;

    internal Database Database => new(source!);

    async Task Xunit.IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        source = NpgsqlDataSource.Create(Service.Database);
        await Database.InsertAsync(
            new PostRow("p1") { Text = "=1+1", Hashtags = ["one", "two"], Likes = 12, EngagementRate = 0.600m, Brand = "b" },
            new PostRow("p2") { Text = Awkward, PublishedAt = PostRows.Noon.UtcDateTime.AddHours(-1), Author = "nba" },
            new PostRow("p3") { Platform = "x", PublishedAt = null, Snapshot = "sd_gone", Likes = 0 },
            new PostRow("a/b")
            {
                Platform = "linkedin",
                PublishedAt = PostRows.Noon.UtcDateTime.AddDays(-9),
                Snapshot = "sd_lost",
            });
        await Database.ExecuteAsync(
            RowsSql,
            new
            {
                crawl = Guid.Parse(CrawlId),
                letter = Guid.Parse(LetterId),
                binary = Guid.Parse(BinaryLetterId),
                at = PostRows.Noon.UtcDateTime,
                container = Service.Container,
                length = Record.Length,
            },
            CancellationToken.None);
        BlobContainerClient container = new(Service.BlobConnectionString, Service.Container);
        await container.CreateIfNotExistsAsync();
        await container.UploadBlobAsync(
            "raw_snapshots/x.json", BinaryData.FromString("[\n " + Record + new string('x', 2_000_000)));
    }

    async Task Xunit.IAsyncLifetime.DisposeAsync()
    {
        await source!.DisposeAsync();
        await DisposeAsync();
    }
}
