namespace Ingestion.Core.Limits;

/// <summary>
/// The statements of the ledger. The clock is the database's, which all hosts share; it is read after the rows are locked, because that
/// may take a while.
/// </summary>
internal static class LimitSql
{
    /// <summary>A row has to be there before it can be locked. Sorted, so that two hosts never wait for each other.</summary>
    internal const string Create = """
        insert into ingestion.api_rate_limits (provider, limit_key, account_id, owner)
        select @platform, limit_key, account_id, owner
        from unnest(@keys, @accountIds::uuid[], @owners::text[]) as new (limit_key, account_id, owner) order by limit_key
        on conflict do nothing
        """;

    internal const string Lock = """
        select limit_key as Key, retry_at as RetryAt, permits::text as Permits, state::text as State from ingestion.api_rate_limits
        where provider = @platform and limit_key = any(@keys) order by limit_key for update
        """;

    internal const string Now = "select clock_timestamp()";

    internal const string Write = """
        update ingestion.api_rate_limits l
        set retry_at = new.retry_at, permits = new.permits::jsonb, state = new.state::jsonb, updated_at = @now
        from unnest(@keys, @retryAt::timestamptz[], @permits, @states) as new (limit_key, retry_at, permits, state)
        where l.provider = @platform and l.limit_key = new.limit_key
        """;

    /// <summary>Gives those that were not billed today.</summary>
    internal const string Bill = """
        insert into ingestion.billed_resources (platform, billed_on, resource_hash)
        select @platform, @today::date, resource_hash from unnest(@hashes) as new (resource_hash) order by resource_hash
        on conflict do nothing
        returning resource_hash
        """;

    internal const string AddCosts = """
        insert into ingestion.platform_costs as c (owner, platform, month, calls, units, cost_micro_usd, updated_at)
        select owner, @platform, @month::date, calls, units, micro_usd, @now
        from unnest(@owners, @calls, @units, @microUsd) as new (owner, calls, units, micro_usd) order by owner
        on conflict (owner, platform, month) do update set
            calls = c.calls + excluded.calls, units = c.units + excluded.units,
            cost_micro_usd = c.cost_micro_usd + excluded.cost_micro_usd, updated_at = excluded.updated_at
        """;

    /// <summary>Sorted, and after the limits' rows, which are locked by then: erasing takes them in that order too.</summary>
    internal const string AddJobCosts = """
        with cost as (
            select j.job_id, new.micro_usd
            from unnest(@jobIds, @microUsd) as new (job_id, micro_usd)
            join ingestion.data_collection_jobs j on j.job_id = new.job_id
            order by j.job_id for update of j
        )
        update ingestion.data_collection_jobs j set cost_micro_usd = j.cost_micro_usd + cost.micro_usd
        from cost where j.job_id = cost.job_id
        """;

    internal const string Costs = """
        select owner as Owner, calls as Calls, units as Units, cost_micro_usd as MicroUsd
        from ingestion.platform_costs where platform = @platform and month = @month::date
        """;

    /// <summary>What says nothing any more: resources of other days, and limits of accounts that nobody has read for days.</summary>
    internal const string Tidy = """
        with billed as (
            delete from ingestion.billed_resources where platform = @platform and billed_on < @today::date - 1
        )
        delete from ingestion.api_rate_limits
        where provider = @platform and account_id is not null and updated_at < @now - interval '2 days'
            and (retry_at is null or retry_at < @now)
        """;
}
