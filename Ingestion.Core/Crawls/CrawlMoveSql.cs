namespace Ingestion.Core.Crawls;

/// <summary>The statements of <see cref="CrawlMoveStore"/>: each changes one crawl, guarded by its state and attempt.</summary>
internal static class CrawlMoveSql
{
    private const string EventSql = """
        event as (
            insert into ingestion.outbox (id, event_type, topic, aggregate_id, owner, envelope, created_at)
            select @eventId, @eventType, @topic, crawl_id, owner, @envelope::json, @at from moved
            on conflict (id) do nothing
        )
        """;

    // A replay that found nothing new has nothing to say.
    private const string NewsSql = """
        event as (
            insert into ingestion.outbox (id, event_type, topic, aggregate_id, owner, envelope, created_at)
            select @eventId, @eventType, @topic, crawl_id, owner, @envelope::json, @at from moved
            where @stored + @updated > 0 or not exists (
                select from ingestion.outbox told where told.aggregate_id = @crawlId and told.event_type = @eventType)
            on conflict (id) do nothing
        )
        """;

    internal static readonly string Triggering = Move(
        "triggering_at = coalesce(triggering_at, @at)",
        """
        intent as (
            insert into ingestion.crawl_intents (crawl_id, reference, dataset_id, prepared_at)
            select crawl_id, @reference, @datasetId, @at from moved
            on conflict (crawl_id) do nothing
        )
        """);

    internal static readonly string Polling = Move(
        "snapshot_id = @snapshotId, polling_at = @at, provider_status = null, next_poll_at = @at",
        """
        intent as (
            update ingestion.crawl_intents i
            set outcome = 'accepted', snapshot_id = @snapshotId, settled_at = @at
            from moved where i.crawl_id = moved.crawl_id
        )
        """,
        EventSql);

    internal static readonly string Downloading = Move("""
        downloading_at = coalesce(downloading_at, @at), provider_status = @providerStatus, provider_records = @records,
        polls = greatest(polls, @polls), next_poll_at = null
        """);

    internal static readonly string Normalizing = Move(
        """
        normalizing_at = @at, blob_path = @BlobPath, payload_bytes = @PayloadBytes, sha256 = @Sha256, record_count = @Records,
        post_count = @Posts, media_count = @Media, error_count = @ErrorRecords, skipped_count = @SkippedRecords
        """,
        """
        raw as (
            insert into ingestion.raw_data_crawl_snapshots (
                snapshot_id, crawl_id, file_path, platform, competitor, brand, category, payload_bytes, sha256, record_count,
                post_count, media_count, error_count, skipped_count, ingestion_timestamp, status)
            select @snapshotId, crawl_id, @BlobPath, platform, competitor, brand, category, @PayloadBytes, @Sha256, @Records,
                @Posts, @Media, @ErrorRecords, @SkippedRecords, @at, 'stored' from moved
            on conflict (snapshot_id) do nothing
        )
        """);

    internal static readonly string Publishing = Move(
        """
        publishing_at = @at, normalization = @Normalization, mapper_version = @MapperVersion, stored_count = @Stored,
        updated_count = @Updated, unchanged_count = @Unchanged, quarantined_count = @Quarantined,
        provider_error_count = @ProviderErrors, erased_count = @Erased, empty_result = @EmptyResult, bronze_path = @BronzePath
        """,
        """
        raw as (
            update ingestion.raw_data_crawl_snapshots r set status = 'normalized'
            from moved where r.snapshot_id = @snapshotId and @Normalization = 'completed' and r.status <> 'normalized'
        )
        """,
        NewsSql);

    internal static readonly string Completed = Move("finished_at = @at");

    internal static readonly string Failed = Move(
        """
        finished_at = @at, next_poll_at = null, error_code = @errorCode, error_message = @errorMessage, failed_stage = @stage,
        polls = greatest(polls, @polls), provider_status = coalesce(@providerStatus, provider_status)
        """,
        """
        intent as (
            update ingestion.crawl_intents i
            set outcome = @intentOutcome, error_code = @errorCode, settled_at = @at
            from moved where i.crawl_id = moved.crawl_id and @intentOutcome::text is not null
        )
        """,
        EventSql);

    internal static readonly string Replayed = Move("""
        attempt = attempt + 1, normalizing_at = @at, finished_at = null, cancel_requested_at = null,
        error_code = null, error_message = null, failed_stage = null
        """);

    internal static readonly string Reopened = Move(
        """
        attempt = attempt + 1, snapshot_id = @snapshotId, polling_at = @at, next_poll_at = @at, finished_at = null, polls = 0, provider_status = null,
        download_interruptions = 0, cancel_requested_at = null, error_code = null, error_message = null, failed_stage = null
        """,
        """
        intent as (
            update ingestion.crawl_intents i
            set outcome = 'accepted', snapshot_id = @snapshotId, settled_at = @at
            from moved where i.crawl_id = moved.crawl_id and i.snapshot_id is null
        )
        """);

    private static string Move(string assignments, params string[] parts) => $"""
        with moved as (
            update ingestion.crawl_metadata set status = @status, updated_at = @at, {assignments}
            where crawl_id = @CrawlId and attempt = @Attempt and status = any(@sources)
            returning crawl_id, owner, platform, competitor, brand, category
        ){string.Concat(parts.Select(part => $",\n{part}"))}
        select count(*) from moved
        """;
}
