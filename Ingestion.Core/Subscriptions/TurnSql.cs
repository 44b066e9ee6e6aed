namespace Ingestion.Core.Subscriptions;

/// <summary>The statements of sending. Due times and leases are by the database's clock, which all hosts share.</summary>
internal static class TurnSql
{
    /// <summary>Takes subscriptions that have something to send, those that have waited longest first.</summary>
    internal const string Claim = $"""
        with due as (
            select s.subscription_id from ingestion.webhook_subscriptions s
            where s.disabled_at is null and s.is_slow = @isSlow and s.next_turn_at <= clock_timestamp()
                and (s.lease_until is null or s.lease_until <= clock_timestamp())
                and exists (
                    select from ingestion.webhook_deliveries d
                    where d.subscription_id = s.subscription_id and d.status = 'pending' and d.next_attempt_at <= clock_timestamp())
            order by s.next_turn_at limit @limit
            for update of s skip locked
        )
        update ingestion.webhook_subscriptions w set lease_id = @leaseId, lease_until = clock_timestamp() + @lease
        from due where w.subscription_id = due.subscription_id
        returning {WebhookTarget.Columns}
        """;

    internal const string ReadDue = """
        select d.delivery_id, d.event_id, d.attempts, o.aggregate_id, o.envelope::text
        from ingestion.webhook_deliveries d join ingestion.outbox o on o.id = d.event_id
        where d.subscription_id = @subscriptionId and d.status = 'pending' and d.next_attempt_at <= clock_timestamp()
        order by d.position limit @limit
        """;

    /// <summary>What came of an attempt. A late answer of a sender that lost its lease is a fact as well.</summary>
    internal const string Record = """
        update ingestion.webhook_deliveries set
            status = @status, attempts = attempts + 1, response_status = @statusCode, duration_ms = @elapsedMs, error = @error,
            answer_cut = @answerCut, last_attempt_at = clock_timestamp(), next_attempt_at = clock_timestamp() + @wait::interval,
            finished_at = case when @wait::interval is null then clock_timestamp() end
        where delivery_id = @deliveryId and status = 'pending'
        """;

    internal const string RecordTest = """
        insert into ingestion.webhook_deliveries (
            delivery_id, subscription_id, event_type, status, attempts, response_status, duration_ms, error, answer_cut, created_at,
            last_attempt_at, finished_at)
        select @deliveryId, subscription_id, @eventType, @status, 1, @statusCode, @elapsedMs, @error, @answerCut, @at, @at, @at
        from ingestion.webhook_subscriptions where subscription_id = @subscriptionId
        """;

    /// <summary>Ends a turn in which nothing was sent.</summary>
    internal const string Release = """
        update ingestion.webhook_subscriptions set lease_id = null, lease_until = null, next_turn_at = clock_timestamp() + @wait
        where subscription_id = @subscriptionId and lease_id = @leaseId
        """;

    /// <summary>
    /// Ends a turn. A receiver in trouble has a rest, twice as long each time. Tells whether it has been in trouble for too long; failures
    /// that are further apart than any two attempts are not one trouble.
    /// </summary>
    internal const string Settle = """
        update ingestion.webhook_subscriptions set
            lease_id = null, lease_until = null, is_slow = @isSlow,
            failures = case when not @isFailing then 0 when @isAlive then 1 else failures + 1 end,
            failing_since = case
                when not @isFailing then null
                when @isAlive or last_failed_at is null or last_failed_at < clock_timestamp() - @longestGap then clock_timestamp()
                else coalesce(failing_since, clock_timestamp()) end,
            next_turn_at = case when @isFailing
                then clock_timestamp() + least(@longestRest, @firstRest * power(2, least(failures, 20))) else clock_timestamp() end,
            last_delivered_at = case when @isAlive then clock_timestamp() else last_delivered_at end,
            last_failed_at = case when @isFailing then clock_timestamp() else last_failed_at end
        where subscription_id = @subscriptionId and lease_id = @leaseId
        returning coalesce(failing_since <= clock_timestamp() - @disableAfter, false)
        """;

    /// <summary>State and event in one statement.</summary>
    internal const string Disable = """
        with disabled as (
            update ingestion.webhook_subscriptions
            set disabled_at = @at, disabled_reason = @reason, lease_id = null, lease_until = null, updated_at = @at
            where subscription_id = @subscriptionId and disabled_at is null
            returning subscription_id, owner
        ), event as (
            insert into ingestion.outbox (id, event_type, topic, aggregate_id, owner, envelope, created_at)
            select @eventId, @eventType, @topic, @subscriptionId, owner, @envelope::json, @at from disabled
            on conflict (id) do nothing
        )
        select count(*) from disabled
        """;

    internal const string Tidy = """
        with old as (
            update ingestion.webhook_subscriptions set old_secret = null, old_secret_until = null where old_secret_until <= clock_timestamp()
        )
        delete from ingestion.webhook_deliveries where delivery_id in (
            select delivery_id from ingestion.webhook_deliveries where created_at < clock_timestamp() - @keep order by created_at limit @limit)
        """;
}
