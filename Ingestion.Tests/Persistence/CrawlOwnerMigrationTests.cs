using Ingestion.Core.Persistence;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Ingestion.Tests.Persistence;

/// <summary>Rows of before crawls had owners.</summary>
[Trait("Category", "Postgres")]
public sealed class CrawlOwnerMigrationTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>
{
    private const string PreviousSchema = """
        delete from ingestion.schema_versions where name like '%crawl_owner.sql';
        alter table ingestion.crawl_metadata drop column owner;
        alter table ingestion.outbox drop column owner;
        create unique index crawl_metadata_idempotency_key on ingestion.crawl_metadata (idempotency_key)
            where idempotency_key is not null
        """;

    private const string Rows = """
        insert into ingestion.data_collection_jobs (
            job_id, account_id, owner, platform, source, kind, day, status, stage, crawl_id, created_at, updated_at)
        select job_id, gen_random_uuid(), owner, 'x', 'platform', 'manual', now(), 'failed', 'fetch', crawl_id, now(), now()
        from (values
            (@sync, 'acme', @sync), (@page, 'globex', @pageCrawl), (@lost, 'initech', null::uuid)
        ) as j (job_id, owner, crawl_id);
        insert into ingestion.crawl_metadata (
            crawl_id, account_id, idempotency_key, dataset_id, platform, url, include_profile_data, crawl_params, request_hash,
            status, created_at, updated_at)
        select crawl_id, account_id, key, 'd', 'x', 'u', false, '{}', '', 'completed', now(), now() from (values
            (@sync, gen_random_uuid(), null), (@pageCrawl, null::uuid, 'sync-' || replace(@page::text, '-', '')),
            (@lostCrawl, null, 'sync-' || replace(@lost::text, '-', '')), (@ordered, null, 'k'),
            (@orphan, '00000000-0000-4000-8000-000000000001', null)) as c (crawl_id, account_id, key);
        insert into ingestion.outbox (id, event_type, topic, aggregate_id, envelope, created_at)
        select gen_random_uuid(), type, 't', aggregate, envelope::json, now() from (values
            ('sync', @sync, '{"data":{}}'), ('page', @pageCrawl, '{"data":{}}'), ('ordered', @ordered, '{"data":{}}'),
            ('account', gen_random_uuid(), '{"data":{"owner":"acme"}}'), ('orphan', @orphan, '{"data":{}}')
        ) as e (type, aggregate, envelope)
        """;

    [Fact]
    public async Task Migrate_OlderRows_GetTheOwnersOfTheirAccounts()
    {
        (Guid sync, Guid page, Guid lost) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        (Guid pageCrawl, Guid lostCrawl) = (Guid.NewGuid(), Guid.NewGuid());
        (Guid ordered, Guid orphan) = (Guid.NewGuid(), Guid.NewGuid());
        await pipeline.ExecuteAsync(PreviousSchema);
        await pipeline.ExecuteAsync(Rows, new { sync, page, lost, pageCrawl, lostCrawl, ordered, orphan });

        await new Migrator(pipeline.Database, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None);

        string unknown = "account:00000000-0000-4000-8000-000000000001";
        Assert.Equal(
            [(sync, "acme"), (pageCrawl, "globex"), (lostCrawl, "initech"), (ordered, null), (orphan, unknown)],
            await OwnersAsync<Guid>("crawl_id", "crawl_metadata", [sync, pageCrawl, lostCrawl, ordered, orphan]));
        Assert.Equal(
            [("sync", "acme"), ("page", "globex"), ("ordered", null), ("account", "acme"), ("orphan", unknown)],
            await OwnersAsync<string>("event_type", "outbox", ["sync", "page", "ordered", "account", "orphan"]));
    }

    private async Task<IEnumerable<(T Key, string? Owner)>> OwnersAsync<T>(string key, string table, T[] order) =>
        (await pipeline.Database.ReadAsync(
            $"select {key}, owner from ingestion.{table}",
            null,
            row => (Key: row.GetFieldValue<T>(0), Owner: row.IsDBNull(1) ? null : row.GetString(1)),
            CancellationToken.None)).OrderBy(row => Array.IndexOf(order, row.Key));
}
