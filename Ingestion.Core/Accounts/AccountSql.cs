using Ingestion.Core.Privacy;

namespace Ingestion.Core.Accounts;

/// <summary>The statements that write accounts. An account and its tokens are one statement: there is never one without the other.</summary>
internal static class AccountSql
{
    internal const string IsErased = $"select {Tombstones.HasAccountSql}";

    internal const string Insert = $"""
        with account as (
            insert into ingestion.connected_accounts (
                account_id, owner, platform, external_id, handle, display_name, creator_id, source, page_url, scopes, status, schedule,
                data_collection_enabled, subscription_status, next_sync_at, identity_proved_at, created_at, updated_at)
            select
                @accountId, @owner, @platform, @externalId, @handle, @displayName, @creatorId, @source, @pageUrl, @scopes, 'active',
                @schedule, @dataCollectionEnabled, @subscriptionStatus, @nextSyncAt,
                case when @isIdentityProved then @at::timestamptz end, @at, @at
            where not {Tombstones.HasAccountSql}
            on conflict (owner, platform, external_id) do nothing
            returning account_id
        ), credentials as (
            insert into ingestion.account_credentials (
                account_id, key_id, data_key, access_token, refresh_token, issued_at, expires_at, refresh_expires_at, refresh_at, updated_at)
            select account_id, @keyId, @dataKey, @accessToken, @refreshToken, @issuedAt, @expiresAt, @refreshExpiresAt, @refreshAt, @at
            from account where @accessToken::bytea is not null
        )
        select count(*) from account
        """;

    internal const string Update = """
        with account as (
            update ingestion.connected_accounts set
                handle = case when 'handle' = any(@cleared) then null else coalesce(@handle, handle) end,
                identity_proved_at = case
                    when @isIdentityProved then @at
                    when @handle::text is distinct from coalesce(handle, @handle) then null
                    else identity_proved_at end,
                display_name = case when 'display_name' = any(@cleared) then null else coalesce(@displayName, display_name) end,
                creator_id = case when 'creator_id' = any(@cleared) then null else coalesce(@creatorId, creator_id) end,
                page_url = case when 'page_url' = any(@cleared) then null else coalesce(@pageUrl, page_url) end,
                scopes = case when 'scopes' = any(@cleared) then '{}' else coalesce(@scopes, scopes) end,
                schedule = coalesce(@schedule, schedule),
                next_sync_at = case when coalesce(@schedule, schedule) = schedule then next_sync_at else @nextSyncAt::timestamptz end,
                data_collection_enabled = coalesce(@dataCollectionEnabled, data_collection_enabled),
                subscription_status = coalesce(@subscriptionStatus, subscription_status),
                status = case when @accessToken::bytea is null then status else 'active' end,
                source = case when @accessToken::bytea is null then source else 'platform' end,
                last_error_code = case when @accessToken::bytea is null then last_error_code end,
                last_error_message = case when @accessToken::bytea is null then last_error_message end,
                last_error_at = case when @accessToken::bytea is null then last_error_at end,
                updated_at = @at
            where owner = @owner and account_id = @accountId
            returning account_id
        ), credentials as (
            insert into ingestion.account_credentials as c (
                account_id, key_id, data_key, access_token, refresh_token, issued_at, expires_at, refresh_expires_at, refresh_at, updated_at)
            select account_id, @keyId, @dataKey, @accessToken, @refreshToken, @issuedAt, @expiresAt, @refreshExpiresAt, @refreshAt, @at
            from account where @accessToken::bytea is not null
            on conflict (account_id) do update set
                version = c.version + 1, key_id = excluded.key_id, data_key = excluded.data_key,
                access_token = excluded.access_token, refresh_token = excluded.refresh_token, issued_at = excluded.issued_at,
                expires_at = excluded.expires_at, refresh_expires_at = excluded.refresh_expires_at, refresh_at = excluded.refresh_at,
                lease_id = null, lease_until = null, refresh_started_at = null, refresh_failures = 0, updated_at = excluded.updated_at
        )
        select count(*) from account
        """;

    internal const string Find = """
        select account_id, platform, source from ingestion.connected_accounts where owner = @owner and account_id = @accountId
        """;

    /// <summary>
    /// By which name the account's rows are stored: what a sync found is under the platform's own id, and the handle here may be missing or old.
    /// </summary>
    internal const string FindProfile = """
        select a.account_id, a.platform, coalesce(
            (select f.handle from ingestion.follower_metrics f
                where f.platform = a.platform and f.profile_id = a.external_id order by f.observed_at desc limit 1),
            a.handle, lower(a.external_id)), a.identity_proved_at is not null
        from ingestion.connected_accounts a where a.owner = @owner and a.account_id = @accountId
        """;

    internal const string FindByExternalId = """
        select account_id, platform, source from ingestion.connected_accounts
        where owner = @owner and platform = @platform and external_id = @externalId
        """;

    internal const string Delete = """
        with limits as (
            delete from ingestion.api_rate_limits where account_id in (
                select account_id from ingestion.connected_accounts where owner = @owner and account_id = @accountId)
        )
        delete from ingestion.connected_accounts where owner = @owner and account_id = @accountId
        """;
}
