namespace Ingestion.Core.Store;

/// <summary>
/// From staged insights to <c>ingestion.account_insights</c>, as those of the account whose sync this is. The latest observation of a metric's day wins; one that says the same as the row
/// neither writes nor locks it. Rows are locked in the order of the key.
/// </summary>
internal static class InsightMergeSql
{
    internal const string Sql = """
        insert into ingestion.account_insights as m (
            account_id, platform, handle, metric, insight_date, value, observed_at, snapshot_id, created_at, updated_at)
        select @AccountId, @Platform, handle, metric, insight_date, value, observed_at, @SnapshotId, @At, @At
        from (
            select distinct on (metric, insight_date) handle, metric, insight_date, value, observed_at
            from staged_insights
            order by metric, insight_date, observed_at desc, record_index desc
        ) s
        where @AccountId::uuid is not null and not exists (
            select from ingestion.account_insights k
            where k.account_id = @AccountId and k.metric = s.metric and k.insight_date = s.insight_date
                and (k.value = s.value or k.observed_at > s.observed_at)
        )
        order by metric, insight_date
        on conflict (account_id, metric, insight_date) do update
        set value = excluded.value, handle = excluded.handle, observed_at = excluded.observed_at, snapshot_id = excluded.snapshot_id, updated_at = excluded.updated_at
        where m.value <> excluded.value and excluded.observed_at >= m.observed_at
        """;
}
