-- What a platform counts about a connected account by day: reach, views, followers gained. One row per metric and day.

create table ingestion.account_insights (
    platform        text not null,
    handle          text collate "C" not null,
    metric          text collate "C" not null,
    insight_date    date not null,
    value           bigint not null,
    observed_at     timestamptz not null,
    snapshot_id     text not null,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    primary key (platform, handle, metric, insight_date)
) with (fillfactor = 80); -- the last days are still counted: room for HOT updates
