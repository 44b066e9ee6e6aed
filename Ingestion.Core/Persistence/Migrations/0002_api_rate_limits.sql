-- One row per provider: what all hosts together know of its rate limit. Written at most about once a second by each host.
CREATE TABLE ingestion.api_rate_limits (
    provider        text PRIMARY KEY,
    rate_limited_at timestamptz[] NOT NULL DEFAULT '{}',
    retry_at        timestamptz,
    answered_at     timestamptz,
    permits         jsonb NOT NULL DEFAULT '{}',
    updated_at      timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 50);

COMMENT ON COLUMN ingestion.api_rate_limits.rate_limited_at IS 'Times of the newest answers of 429, oldest first; older than the window: dropped at the next write.';
COMMENT ON COLUMN ingestion.api_rate_limits.retry_at IS 'No host calls before this time: the provider''s Retry-After, or our own backoff.';
COMMENT ON COLUMN ingestion.api_rate_limits.answered_at IS 'Last answer other than 429 since the last 429.';
COMMENT ON COLUMN ingestion.api_rate_limits.permits IS 'Host name to {"Count": calls it may have under way, "Until": when they lapse}.';
