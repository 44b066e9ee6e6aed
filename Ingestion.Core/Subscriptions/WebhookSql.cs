namespace Ingestion.Core.Subscriptions;

/// <summary>The statements on <c>webhook_subscriptions</c> that their owners cause.</summary>
internal static class WebhookSql
{
    /// <summary>One insert of an owner at a time, so that each counts those before it: the limit holds for inserts at once.</summary>
    internal const string Insert = """
        select pg_advisory_xact_lock(hashtextextended('webhook_subscriptions of ' || @owner, 0));
        insert into ingestion.webhook_subscriptions (
            subscription_id, owner, url, description, event_types, key_id, data_key, secret, next_turn_at, created_at, updated_at)
        select @subscriptionId, @owner, @url, @description, @eventTypes, @keyId, @dataKey, @secret, clock_timestamp(), @at, @at
        where (select count(*) from ingestion.webhook_subscriptions where owner = @owner) < @maxPerOwner
        """;

    /// <summary>A new URL, and a subscription that is enabled again, have their turn at once, and so has what waits there.</summary>
    internal const string Update = """
        with webhook as (
            update ingestion.webhook_subscriptions set
                url = coalesce(@url, url),
                description = case when 'description' = any(@cleared) then null else coalesce(@description, description) end,
                event_types = coalesce(@eventTypes, event_types),
                disabled_at = case when @enabled then null when not @enabled then coalesce(disabled_at, @at) else disabled_at end,
                disabled_reason = case when @enabled then null when not @enabled then coalesce(disabled_reason, 'owner')
                    else disabled_reason end,
                failures = case when @isFresh then 0 else failures end,
                failing_since = case when not @isFresh then failing_since end,
                next_turn_at = case when @isFresh then clock_timestamp() else next_turn_at end,
                updated_at = @at
            where owner = @owner and subscription_id = @subscriptionId
            returning subscription_id
        ), waiting as (
            update ingestion.webhook_deliveries d set next_attempt_at = clock_timestamp()
            from webhook w
            where @isFresh and d.subscription_id = w.subscription_id and d.status = 'pending' and d.next_attempt_at > clock_timestamp()
        )
        select count(*) from webhook
        """;

    internal const string Delete =
        "delete from ingestion.webhook_subscriptions where owner = @owner and subscription_id = @subscriptionId";

    internal const string Exists = """
        select exists (select from ingestion.webhook_subscriptions where owner = @owner and subscription_id = @subscriptionId)
        """;

    internal const string Find = $"""
        select {WebhookTarget.Columns} from ingestion.webhook_subscriptions w where w.owner = @owner and w.subscription_id = @subscriptionId
        """;

    internal const string Rotate = """
        update ingestion.webhook_subscriptions
        set secret = @secret, old_secret = @oldSecret, old_secret_until = clock_timestamp() + @oldSecretLife, updated_at = @at
        where subscription_id = @subscriptionId and secret = @before
        """;
}
