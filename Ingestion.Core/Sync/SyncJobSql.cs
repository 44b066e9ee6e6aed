using Ingestion.Core.Accounts;

namespace Ingestion.Core.Sync;

/// <summary>The statements of syncs. Each changes one job, and writes the line of its step with it.</summary>
internal static class SyncJobSql
{
    internal const string JobColumns = """
        j.job_id, j.account_id, j.owner, j.platform, j.source, j.status, j.created_at, j.finished_at, j.watermark_before, j.crawl_id,
        a.external_id, a.handle, a.page_url, a.scopes
        """;

    internal const string Find = $"""
        select {JobColumns} from ingestion.data_collection_jobs j
        left join ingestion.connected_accounts a on a.account_id = j.account_id
        where j.job_id = @jobId
        """;

    /// <summary>What decides whether an owner's account may be synced now.</summary>
    internal const string FindPermission = $"""
        select a.platform, a.source, a.status = 'active', {ConsentSql.IsCollected}
        from ingestion.connected_accounts a {ConsentSql.CreatorJoin}
        where a.owner = @owner and a.account_id = @accountId
        """;

    /// <summary>A sync that somebody asks for. One open job per account; nothing is inserted beside it.</summary>
    internal const string Insert = """
        insert into ingestion.data_collection_jobs (
            job_id, account_id, owner, platform, source, kind, day, status, stage, watermark_before, created_at, updated_at)
        select @jobId, a.account_id, a.owner, a.platform, a.source, 'manual', @day, 'queued', 'queued', w.watermark, @at, @at
        from ingestion.connected_accounts a left join ingestion.sync_watermarks w on w.account_id = a.account_id
        where a.account_id = @accountId
        on conflict do nothing
        returning job_id
        """;

    internal const string FindOpen = """
        select job_id from ingestion.data_collection_jobs where account_id = @accountId and finished_at is null
        """;

    internal const string Ordered = """
        update ingestion.data_collection_jobs set status = 'running', stage = 'crawl', crawl_id = @crawlId, updated_at = now(),
            started_at = coalesce(started_at, now())
        where job_id = @jobId and finished_at is null
        """;

    /// <summary>Whether the account of a job may be collected; false when it is gone.</summary>
    internal const string IsCollected = $"""
        select exists (
            select from ingestion.data_collection_jobs j
            join ingestion.connected_accounts a on a.account_id = j.account_id {ConsentSql.CreatorJoin}
            where j.job_id = @jobId and {ConsentSql.IsCollected})
        """;

    internal const string Start = """
        update ingestion.data_collection_jobs
        set status = 'running', stage = @stage, waiting_until = null, started_at = coalesce(started_at, @at), updated_at = @at
        where job_id = @JobId and finished_at is null
        """;

    internal const string Note = $"""
        with job as (
            update ingestion.data_collection_jobs set
                status = case when @until::timestamptz is null then 'running' else 'waiting' end, stage = @stage, calls = @Calls,
                units = @Units, billed_resources = @Billed, profiles = @Profiles, posts = @Posts, insight_groups = @groups::jsonb,
                waiting_until = @until, updated_at = @at
            where job_id = @JobId and finished_at is null
            returning job_id
        ), {Line}
        select count(*) from job
        """;

    /// <summary>
    /// The raw file becomes a crawl that is about to be normalised. A repetition finds the crawl and changes nothing.
    /// </summary>
    internal const string Seal = $"""
        with crawl as (
            insert into ingestion.crawl_metadata (
                crawl_id, account_id, owner, dataset_id, platform, url, start_date, end_date, include_profile_data, crawl_params,
                request_hash,
                status, snapshot_id, created_at, updated_at, downloading_at, normalizing_at, blob_path, payload_bytes, sha256,
                record_count, post_count, media_count, error_count, skipped_count)
            values (
                @JobId, @AccountId, @Owner, @DatasetId, @Platform, @Url, @StartDate, @EndDate, true, @parameters::jsonb,
                @requestHash,
                'normalizing', @SnapshotId, @CreatedAt, @at, @CreatedAt, @at, @BlobPath, @PayloadBytes, @Sha256,
                @Records, @Posts, 0, 0, 0)
            on conflict (crawl_id) do nothing
            returning crawl_id
        ), raw as (
            insert into ingestion.raw_data_crawl_snapshots (
                snapshot_id, crawl_id, file_path, platform, payload_bytes, sha256, record_count, post_count, media_count, error_count,
                skipped_count, ingestion_timestamp, status)
            select @SnapshotId, crawl_id, @BlobPath, @Platform, @PayloadBytes, @Sha256, @Records, @Posts, 0, 0, 0, @at, 'stored' from crawl
            on conflict (snapshot_id) do nothing
        ), job as (
            update ingestion.data_collection_jobs set status = 'running', stage = @stage, crawl_id = @JobId, waiting_until = null, updated_at = @at
            where job_id = @JobId and finished_at is null
            returning job_id
        ), {Line}
        select count(*) from job
        """;

    /// <summary>
    /// Ends the job: its counts, the account's last sync or last error, the watermark of a good one, and the event, all or nothing.
    /// The watermark never goes back, and a sync that failed does not move it. Why the tokens of an account are dead was written when they
    /// died, and more exactly than the sync knows.
    /// </summary>
    internal const string Conclude = $"""
        with job as (
            update ingestion.data_collection_jobs j set
                status = @status, stage = @stage, waiting_until = null, error_code = @errorCode, error_message = @errorMessage,
                recovery_suggestion = @recoverySuggestion,
                stored_count = c.stored_count, updated_count = c.updated_count, unchanged_count = c.unchanged_count,
                quarantined_count = c.quarantined_count, finished_at = @at, updated_at = @at,
                watermark_after = case when @status = 'completed' then greatest(j.watermark_before, @newest::timestamptz) end
            from (select) one left join ingestion.crawl_metadata c on c.crawl_id = @crawlId
            where j.job_id = @JobId and j.finished_at is null
            returning j.job_id, j.account_id, j.owner, j.watermark_after
        ), account as (
            update ingestion.connected_accounts a set
                last_sync_at = case when @status = 'completed' then @at else a.last_sync_at end,
                handle = case when @handle::text is null then a.handle else nullif(@handle, lower(a.external_id)) end,
                last_error_code = case when @keepsError and a.status <> 'active' then a.last_error_code else @errorCode end,
                last_error_message = case when @keepsError and a.status <> 'active' then a.last_error_message else @errorMessage end,
                last_error_at = case when @errorCode::text is null then null else @at end,
                updated_at = @at
            from job where a.account_id = job.account_id
            returning a.account_id
        ), watermark as (
            insert into ingestion.sync_watermarks as w (account_id, watermark, job_id, updated_at)
            select job.account_id, job.watermark_after, job.job_id, @at
            from job join account on account.account_id = job.account_id where job.watermark_after is not null
            on conflict (account_id) do update set
                watermark = greatest(w.watermark, excluded.watermark), job_id = excluded.job_id, updated_at = excluded.updated_at
        ), event as (
            insert into ingestion.outbox (id, event_type, topic, aggregate_id, owner, envelope, created_at)
            select @eventId, @eventType, @topic, account_id, owner, @envelope::json, @at from job
            on conflict (id) do nothing
        ), {Line}
        select count(*) from job
        """;

    /// <summary>The line of the step; a repeated step replaces it.</summary>
    private const string Line = """
        line as (
            insert into ingestion.data_collection_logs as l (job_id, step, number, status, message, calls, units, records, at)
            select job_id, @step, @number, @lineStatus, @message, @lineCalls, @lineUnits, @lineRecords, @at from job
            on conflict (job_id, step, number) do update set
                status = excluded.status, message = excluded.message, calls = excluded.calls, units = excluded.units,
                records = excluded.records, at = excluded.at
        )
        """;
}
