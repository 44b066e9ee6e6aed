namespace Ingestion.Core.Accounts.Tokens;

/// <summary>
/// The statements of token life. Leases are by the database's clock, which all hosts share; a change of tokens is guarded by their
/// version, so that nobody who was late overwrites what is newer.
/// </summary>
internal static class TokenSql
{
    internal const string Find = $"""
        select {AccountAccess.Columns}
        from ingestion.connected_accounts a {ConsentSql.CreatorJoin}
        left join ingestion.account_credentials c on c.account_id = a.account_id
        where a.account_id = @accountId
        """;

    /// <summary>Accounts whose tokens the background is to renew.</summary>
    internal const string FindDue = $"""
        select a.account_id
        from ingestion.account_credentials c
        join ingestion.connected_accounts a on a.account_id = c.account_id {ConsentSql.CreatorJoin}
        where c.refresh_at <= @now and (c.lease_until is null or c.lease_until <= clock_timestamp())
            and a.status = 'active' and a.source = 'platform' and {ConsentSql.IsCollected}
        order by c.refresh_at limit @limit
        """;

    /// <summary>Takes the lease of these tokens; tells whether the answer of an earlier renewal was lost.</summary>
    internal const string Claim = $"""
        with before as (
            select c.account_id, c.refresh_started_at is not null as is_unanswered
            from ingestion.account_credentials c
            join ingestion.connected_accounts a on a.account_id = c.account_id {ConsentSql.CreatorJoin}
            where c.account_id = @accountId and c.version = @version
                and (c.lease_until is null or c.lease_until <= clock_timestamp())
                and a.status = 'active' and {ConsentSql.IsCollected}
            for update of c
        )
        update ingestion.account_credentials c
        set lease_id = @leaseId, lease_until = clock_timestamp() + @lease, refresh_started_at = clock_timestamp()
        from before where c.account_id = before.account_id
        returning before.is_unanswered
        """;

    /// <summary>How long the lease of somebody else lasts; null when there is none.</summary>
    internal const string LeaseLeft = """
        select lease_until - clock_timestamp() from ingestion.account_credentials
        where account_id = @accountId and lease_until > clock_timestamp()
        """;

    /// <summary>
    /// Stores the next tokens, and with them that the old refresh token is spent. Not guarded by the lease: who comes late with the only
    /// copy of a rotated token is still welcome, as long as nothing newer is there.
    /// </summary>
    internal const string Store = """
        with credentials as (
            update ingestion.account_credentials set
                version = version + 1, access_token = @accessToken, refresh_token = @refreshToken, issued_at = @issuedAt,
                expires_at = @expiresAt, refresh_expires_at = @refreshExpiresAt, refresh_at = @refreshAt,
                lease_id = null, lease_until = null, refresh_started_at = null, refresh_failures = 0, updated_at = @at
            where account_id = @accountId and version = @version
            returning account_id
        ), account as (
            update ingestion.connected_accounts a
            set status = 'active', last_error_code = null, last_error_message = null, last_error_at = null, updated_at = @at
            from credentials c
            where a.account_id = c.account_id and a.status <> 'active'
        )
        select count(*) from credentials
        """;

    /// <summary>Gives the lease back after a renewal that brought nothing; nobody tries before the wait is over.</summary>
    internal const string Postpone = """
        update ingestion.account_credentials set
            lease_id = null, lease_until = clock_timestamp() + @wait, refresh_failures = refresh_failures + 1,
            refresh_started_at = case when @isUnanswered then refresh_started_at end
        where account_id = @accountId and version = @version and lease_id = @leaseId
        """;

    internal const string CountFailures = """
        select refresh_failures from ingestion.account_credentials where account_id = @accountId and version = @version
        """;

    /// <summary>Ends the tokens of this version: state and event in one statement.</summary>
    internal const string End = """
        with ended as (
            update ingestion.connected_accounts a set
                status = 'reauthorization_required', last_error_code = @errorCode, last_error_message = @errorMessage,
                last_error_at = @at, updated_at = @at
            from ingestion.account_credentials c
            where a.account_id = @accountId and a.status = 'active' and c.account_id = a.account_id and c.version = @version
            returning a.account_id, a.owner
        ), credentials as (
            update ingestion.account_credentials c set lease_id = null, lease_until = null, refresh_at = null, updated_at = @at
            from ended where c.account_id = ended.account_id
        ), event as (
            insert into ingestion.outbox (id, event_type, topic, aggregate_id, owner, envelope, created_at)
            select @eventId, @eventType, @topic, @accountId, owner, @envelope::json, @at from ended
            on conflict (id) do nothing
        )
        select count(*) from ended
        """;
}
