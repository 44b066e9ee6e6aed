namespace Ingestion.Tests.EndToEnd;

/// <summary>A stored post back in the dead letters.</summary>
internal static class Quarantine
{
    /// <summary>As if the mapper had not been able to read one of the crawl's posts.</summary>
    /// <returns>The dead letter.</returns>
    public static async Task<Guid> OneAsync(Service service, string crawlId) => (Guid)(await service.ScalarAsync($"""
        with one as (
            delete from ingestion.social_posts
            where ctid = (select ctid from ingestion.social_posts where crawl_id = '{crawlId}' limit 1) returning *
        ), counts as (
            delete from ingestion.post_engagement_metrics m using one where m.post_id = one.post_id and m.platform = one.platform
        ), crawl as (
            update ingestion.crawl_metadata set stored_count = stored_count - 1, quarantined_count = quarantined_count + 1
            where crawl_id = '{crawlId}'
        )
        insert into ingestion.dead_letters (id, snapshot_id, crawl_id, dataset_id, platform, record_index, byte_offset, byte_length,
            reason, detail, raw_cut, mapper_version, created_at, updated_at)
        select gen_random_uuid(), snapshot_id, crawl_id, dataset_id, platform, record_index, byte_offset, byte_length,
            'INVALID_DATE', 'a test', '', 0, now(), now() from one
        returning id
        """))!;
}
