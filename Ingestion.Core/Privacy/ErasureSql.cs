namespace Ingestion.Core.Privacy;

/// <summary>The statements that move an erasure on.</summary>
internal static class ErasureSql
{
    internal const string FindBySubject =
        "select erasure_id from ingestion.erasures where owner = @owner and subject_id = @subjectId";

    /// <summary>Locked, so that they do not change meanwhile.</summary>
    internal const string FindAccounts = """
        select a.account_id, a.platform, a.external_id, a.handle, a.identity_proved_at is not null
        from ingestion.connected_accounts a
        where a.owner = @owner and (a.account_id = @accountId or a.creator_id = @creatorId)
        for update
        """;

    /// <summary>Accounts of other owners that go by any of a person's names, proved or not.</summary>
    internal const string CountOthers = """
        select count(*) from ingestion.connected_accounts o
        where o.platform = @platform and o.owner <> @owner
            and (o.external_id = any(@ids) or o.handle = any(@handles) or lower(o.external_id) = any(@handles))
        """;

    internal const string FindCreator = """
        select count(*) from (
            select from ingestion.influencer_details where owner = @owner and creator_id = @creatorId for update) x
        """;

    internal const string AddTombstones = """
        insert into ingestion.erasure_tombstones (platform, kind, hash, owner, created_at)
        select * from unnest(@platforms, @kinds, @hashes, @owners), (select @at::timestamptz) t
        on conflict do nothing
        """;

    internal const string Insert = """
        insert into ingestion.erasures (
            erasure_id, owner, subject_type, subject_id, stage, account_ids, creator_ids, people, erased, kept_for_others,
            kept_unproved, requested_at)
        values (
            @erasureId, @owner, @subjectType, @subjectId, 'names', @accountIds, @creatorIds, @people::jsonb, @erased::jsonb, @keptForOthers,
            @keptUnproved, @at)
        """;

    internal const string FindOpen = $"""
        select {Erasure.Columns} from ingestion.erasures e where e.completed_at is null order by e.requested_at limit 100
        """;

    /// <summary>By one name more is known: by the rows that have an id and a handle.</summary>
    internal const string FindHandles = """
        select handle from ingestion.follower_metrics where platform = @platform and profile_id = any(@ids)
        union select author_handle from ingestion.social_posts where platform = @platform and author_id = any(@ids)
        """;

    internal const string FindIds = """
        select profile_id from ingestion.follower_metrics
        where platform = @platform and handle = any(@handles) and profile_id is not null
        union select author_id from ingestion.social_posts
        where platform = @platform and author_handle = any(@handles) and author_id is not null
        """;

    internal const string Named = """
        update ingestion.erasures set people = @people::jsonb, stage = 'barrier', barrier = null where erasure_id = @erasureId and stage = 'names'
        """;

    /// <summary>
    /// A load that began before the tombstones were there may still commit rows. It has a transaction id below the one that comes next
    /// now; when all of these have ended, no such load is left.
    /// </summary>
    internal const string SetBarrier = """
        update ingestion.erasures set barrier = pg_snapshot_xmax(pg_current_snapshot())::text::bigint
        where erasure_id = @erasureId and stage = 'barrier' and barrier is null
        """;

    internal const string PassBarrier = """
        update ingestion.erasures set stage = 'rows'
        where erasure_id = @erasureId and stage = 'barrier' and barrier <= pg_snapshot_xmin(pg_current_snapshot())::text::bigint
        """;

    /// <summary>Adds what was erased to what was before, and goes on.</summary>
    internal const string Move = $"""
        update ingestion.erasures e set stage = @stage, instance_ids = @instanceIds, erased = {Sum}
        from (select @counts::jsonb as counts) a
        where e.erasure_id = @erasureId and e.stage = @from
        """;

    internal const string Complete = """
        update ingestion.erasures set stage = 'completed', people = '[]', instance_ids = '{}', completed_at = @at
        where erasure_id = @erasureId and stage = 'check'
        """;

    /// <summary>A load that left somebody out has a raw file with them in it. No erasure counts it: they were erased before.</summary>
    internal const string ListFile = """
        insert into ingestion.erasure_files (crawl_id, erasure_id, created_at)
        values (@CrawlId, '00000000-0000-0000-0000-000000000000', @At)
        on conflict do nothing
        """;

    internal const string FindFiles = """
        select f.crawl_id, array_agg(f.erasure_id), max(f.raw_path), max(f.bronze_path)
        from ingestion.erasure_files f group by f.crawl_id order by min(f.created_at), f.crawl_id limit @limit
        """;

    /// <summary>Behind the others, so that files that cannot be read keep none waiting.</summary>
    internal const string PutBack = "update ingestion.erasure_files set created_at = clock_timestamp() where crawl_id = @crawlId";

    internal const string HasFiles = "select exists (select from ingestion.erasure_files where erasure_id = @erasureId)";

    internal const string RemoveDeadLetters = """
        delete from ingestion.dead_letters where crawl_id = @crawlId and record_index = any(@indexes)
        """;

    /// <summary>What the file itself says was taken out of it is counted once, however often it is looked at.</summary>
    internal const string FileDone = $"""
        with before as (
            select erased_records from ingestion.raw_data_crawl_snapshots where snapshot_id = @snapshotId for update
        ), file as (
            update ingestion.raw_data_crawl_snapshots
            set sha256 = @sha256, payload_bytes = @payloadBytes, erased_records = @erasedRecords where snapshot_id = @snapshotId
        ), crawl as (
            update ingestion.crawl_metadata set sha256 = @sha256, payload_bytes = @payloadBytes
            where crawl_id = @crawlId and sha256 <> @sha256
        ), done as (
            delete from ingestion.erasure_files where crawl_id = @crawlId and erasure_id = any(@erasureIds)
        ), added as (
            select jsonb_build_object(
                'raw_records', @erasedRecords - erased_records,
                'raw_files', (@erasedRecords > erased_records)::int,
                'bronze_files', (@hasBronze and @erasedRecords > erased_records)::int) as counts from before
        )
        update ingestion.erasures e set erased = {Sum} from added a where e.erasure_id = any(@erasureIds)
        """;

    /// <summary>A file that was deleted whole.</summary>
    internal const string FileGone = $"""
        with done as (
            delete from ingestion.erasure_files where crawl_id = @crawlId and erasure_id = any(@erasureIds) returning erasure_id
        )
        update ingestion.erasures e set erased = {Sum}
        from done d, (select @counts::jsonb as counts) a where e.erasure_id = d.erasure_id
        """;

    private const string Sum = """
        (select coalesce(jsonb_object_agg(kind, total), '{}') from (
            select kind, sum(number) as total
            from (select key as kind, value::bigint as number from jsonb_each_text(e.erased)
                union all select key, value::bigint from jsonb_each_text(a.counts)) both_counts
            group by kind) totals)
        """;
}
