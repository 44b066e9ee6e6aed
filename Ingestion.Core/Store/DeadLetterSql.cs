namespace Ingestion.Core.Store;

/// <summary>What becomes of the dead letters of a snapshot when it is loaded, or loaded again.</summary>
internal static class DeadLetterSql
{
    /// <summary>Opens those that are new or fail in another way; a second look with the same outcome writes nothing.</summary>
    internal const string RejectedSql = """
        insert into ingestion.dead_letters as d (
            id, snapshot_id, crawl_id, dataset_id, platform, record_index, byte_offset, byte_length, reason, field, detail,
            raw_cut, mapper_version, created_at, updated_at)
        select r.id, @SnapshotId, @CrawlId, @DatasetId, @Platform, r.record_index, r.byte_offset, r.byte_length, r.reason,
            r.field, r.detail, r.raw_cut, @MapperVersion, @At, @At
        from staged_rejects r
        left join ingestion.dead_letters k on k.snapshot_id = @SnapshotId and k.record_index = r.record_index
        where k.id is null or k.status = 'replayed'
            or (k.reason, k.field, k.detail, k.mapper_version) is distinct from (r.reason, r.field, r.detail, @MapperVersion)
        order by r.record_index
        on conflict (snapshot_id, record_index) do update set
            reason = excluded.reason, field = excluded.field, detail = excluded.detail,
            mapper_version = excluded.mapper_version, replays = d.replays + 1, updated_at = excluded.updated_at,
            status = case d.status when 'replayed' then 'open' else d.status end
        """;

    internal const string HasOpenSql = """
        select exists (select from ingestion.dead_letters where snapshot_id = @SnapshotId and status = 'open')
        """;

    /// <summary>Closes those whose record can be used by now.</summary>
    /// <param name="indexesSql">A query for the indexes of the records that were of use.</param>
    internal static string Replayed(string indexesSql) => $"""
        with usable as (
            select k.id from ingestion.dead_letters k
            where k.snapshot_id = @SnapshotId and k.status = 'open' and k.record_index in ({indexesSql})
            order by k.record_index
            for update
        )
        update ingestion.dead_letters d
        set status = 'replayed', replays = d.replays + 1, updated_at = @At
        from usable where d.id = usable.id
        """;
}
