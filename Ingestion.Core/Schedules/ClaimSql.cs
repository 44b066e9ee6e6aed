using Ingestion.Core.Accounts;

namespace Ingestion.Core.Schedules;

/// <summary>The statements by which a run gets its syncs; all of them in the transaction that holds the run's row.</summary>
internal static class ClaimSql
{
    internal const string LockRun = """
        select kind, started_at from ingestion.sync_runs where run_id = @runId and finished_at is null for update
        """;

    internal const string FindRun = """
        select kind, accounts, completed, failed, cancelled, waiting, calls, units, billed_resources, cost_micro_usd / 1000000.0,
            extract(epoch from finished_at - started_at)::float8, 0
        from ingestion.sync_runs where run_id = @runId
        """;

    /// <summary>A sync holds its slot while it works, and for a short while when it waits.</summary>
    internal const string Count = """
        select @kind, count(*)::int, count(*) filter (where status = 'completed')::int,
            count(*) filter (where status in ('failed', 'dead_lettered'))::int, count(*) filter (where status = 'cancelled')::int,
            count(*) filter (where finished_at is null and is_left)::int, coalesce(sum(calls), 0)::bigint, coalesce(sum(units), 0)::bigint,
            coalesce(sum(billed_resources), 0)::bigint, coalesce(sum(cost_micro_usd), 0) / 1000000.0, @seconds::float8,
            count(*) filter (where finished_at is null and not is_left)::int
        from (
            select status, finished_at, calls, units, billed_resources, cost_micro_usd,
                status = 'waiting' and (waiting_until > @at + @slotTime or launched_at <= @at - @slotTime) is true as is_left
            from ingestion.data_collection_jobs where run_id = @runId) j
        """;

    internal const string ToStart = """
        select job_id from ingestion.data_collection_jobs
        where run_id = @runId and launched_at is null and finished_at is null order by created_at, job_id
        """;

    internal const string AdoptReplays = """
        with found as (
            select job_id from ingestion.data_collection_jobs
            where retry_of is not null and run_id is null and status = 'queued'
            order by created_at, job_id limit @count for update skip locked
        )
        update ingestion.data_collection_jobs j set run_id = @runId from found where j.job_id = found.job_id
        """;

    internal const string FindRetries = $"""
        select j.job_id
        from ingestion.data_collection_jobs j join ingestion.connected_accounts a on a.account_id = j.account_id {ConsentSql.CreatorJoin}
        where {FailedForAWhile} and j.attempts < @maxAttempts
            and j.finished_at + least(@firstWait * power(2, j.attempts - 1), @maxWait) <= @at
            and a.status = 'active' and {ConsentSql.IsCollected}
        order by j.finished_at limit @count for update of j skip locked
        """;

    internal const string InsertRetries = """
        insert into ingestion.data_collection_jobs (
            job_id, account_id, owner, platform, source, kind, day, retry_of, run_id, status, stage, attempts, watermark_before, created_at, updated_at)
        select w.job_id, a.account_id, a.owner, a.platform, a.source, j.kind, j.day, j.job_id, @runId, 'queued', 'queued', j.attempts + 1,
            m.watermark, @at, @at
        from unnest(@jobIds, @failedIds) as w (job_id, failed_id)
        join ingestion.data_collection_jobs j on j.job_id = w.failed_id
        join ingestion.connected_accounts a on a.account_id = j.account_id
        left join ingestion.sync_watermarks m on m.account_id = a.account_id
        on conflict do nothing
        """;

    /// <summary>
    /// Owners take turns: each gets its longest due account before any gets its second one. In that order it is looked up by key what each may
    /// have, until enough are found, and those are locked. In a join the planner would choose by statistics that do not know yet how many
    /// became due tonight, and may look through all of them for each.
    /// </summary>
    internal const string FindDue = $"""
        with due as (
            select a.account_id, a.creator_id, a.data_collection_enabled, a.subscription_status,
                row_number() over (partition by a.owner order by a.next_sync_at, a.account_id) as turn
            from ingestion.connected_accounts a
            where {IsDue}
            order by turn, a.next_sync_at, a.account_id
        ), free as (
            select a.account_id
            from due a
            left join lateral (
                select c.data_collection_enabled, c.subscription_status from ingestion.influencer_details c
                where c.creator_id = a.creator_id limit 1
            ) i on true
            left join lateral (
                select o.job_id from ingestion.data_collection_jobs o
                where o.account_id = a.account_id and o.finished_at is null limit 1
            ) open on true
            where {ConsentSql.IsCollected} and open.job_id is null
        )
        select a.account_id, a.schedule, a.next_sync_at, done.job_id is not null
        from free
        cross join lateral (
            select k.account_id, k.schedule, k.status, k.next_sync_at from ingestion.connected_accounts k
            where k.account_id = free.account_id offset 0 for update skip locked
        ) a
        left join lateral (
            select j.job_id from ingestion.data_collection_jobs j
            where j.account_id = a.account_id and j.scheduled_for = a.next_sync_at limit 1
        ) done on true
        where {IsDue}
        limit @count
        """;

    /// <summary>
    /// The jobs, and the accounts' next times with them. An account whose job could not be inserted, because somebody just asked for a
    /// sync of it, stays due.
    /// </summary>
    internal const string InsertDue = """
        with wanted as (
            select * from unnest(@accountIds, @jobIds, @times, @nexts, @done) as w (account_id, job_id, scheduled_for, next_sync_at, is_done)
        ), job as (
            insert into ingestion.data_collection_jobs (
                job_id, account_id, owner, platform, source, kind, day, scheduled_for, run_id, status, stage, watermark_before, created_at, updated_at)
            select w.job_id, a.account_id, a.owner, a.platform, a.source, 'scheduled', (w.scheduled_for at time zone 'UTC')::date,
                w.scheduled_for, @runId, 'queued', 'queued', m.watermark, @at, @at
            from wanted w join ingestion.connected_accounts a on a.account_id = w.account_id
            left join ingestion.sync_watermarks m on m.account_id = a.account_id
            where not w.is_done
            on conflict do nothing
            returning account_id
        )
        update ingestion.connected_accounts a set next_sync_at = w.next_sync_at
        from wanted w left join job on job.account_id = w.account_id
        where a.account_id = w.account_id and (w.is_done or job.account_id is not null)
        """;

    internal const string MarkStarted = """
        update ingestion.data_collection_jobs set launched_at = @at where job_id = any(@jobIds) and launched_at is null
        """;

    internal const string Finish = """
        update ingestion.sync_runs set
            finished_at = @at, accounts = @Accounts, completed = @Completed, failed = @Failed, cancelled = @Cancelled, waiting = @Waiting,
            calls = @Calls, units = @Units, billed_resources = @BilledResources,
            cost_micro_usd = (@CostUsd * 1000000)::bigint
        where run_id = @runId
        """;

    /// <summary>
    /// A failed job that may be tried again: for a passing reason, with nothing after it. One that is older than a week is left; a sync that
    /// Bright Data collects is never bought again by itself.
    /// </summary>
    internal const string FailedForAWhile = """
        j.status = 'failed' and j.source = 'platform' and j.error_code = any(@codes) and j.finished_at > @at - interval '7 days'
        and not exists (
            select from ingestion.data_collection_jobs n
            where n.account_id = j.account_id and n.job_id <> j.job_id and n.created_at >= j.created_at)
        """;

    /// <summary>Accounts of a kind of run that are due, may be collected, and have no open sync.</summary>
    internal const string DueAccounts = $"""
        from ingestion.connected_accounts a {ConsentSql.CreatorJoin}
        where {IsDue} and {ConsentSql.IsCollected}
            and not exists (select from ingestion.data_collection_jobs o where o.account_id = a.account_id and o.finished_at is null)
        """;

    private const string IsDue = """
        a.next_sync_at <= @at and a.status = 'active' and a.schedule <> 'paused' and (a.schedule = 'daily') = (@kind = 'daily')
        """;
}
