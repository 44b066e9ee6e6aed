-- Where owners want events to be sent, and what was sent there.

create table ingestion.webhook_subscriptions (
    subscription_id     uuid primary key,
    owner               text collate "C" not null,
    url                 text not null,
    description         text,
    event_types         text[] not null,
    key_id              text not null,
    data_key            bytea not null,
    secret              bytea not null,
    old_secret          bytea,
    old_secret_until    timestamptz,
    disabled_at         timestamptz,
    disabled_reason     text check (disabled_reason in ('owner', 'gone', 'failing')),
    failures            integer not null default 0,
    failing_since       timestamptz,
    is_slow             boolean not null default false,
    next_turn_at        timestamptz not null,
    lease_id            uuid,
    lease_until         timestamptz,
    last_delivered_at   timestamptz,
    last_failed_at      timestamptz,
    created_at          timestamptz not null,
    updated_at          timestamptz not null,
    check ((disabled_at is null) = (disabled_reason is null)),
    check ((old_secret is null) = (old_secret_until is null))
) with (fillfactor = 70); -- written at the end of every turn

create index webhook_subscriptions_created on ingestion.webhook_subscriptions (owner, created_at, subscription_id);

create table ingestion.webhook_deliveries (
    delivery_id         uuid primary key,
    subscription_id     uuid not null references ingestion.webhook_subscriptions on delete cascade,
    event_id            uuid references ingestion.outbox on delete cascade, -- none for a test
    event_type          text not null,
    position            bigint,
    status              text not null check (status in ('pending', 'delivered', 'failed')),
    attempts            integer not null default 0,
    next_attempt_at     timestamptz,
    response_status     integer,
    duration_ms         integer,
    error               text,
    answer_cut          text,
    created_at          timestamptz not null,
    last_attempt_at     timestamptz,
    finished_at         timestamptz,
    unique (subscription_id, event_id),
    check ((status = 'pending') = (next_attempt_at is not null)),
    check ((status = 'pending') = (finished_at is null))
) with (fillfactor = 80);

create index webhook_deliveries_due on ingestion.webhook_deliveries (subscription_id, next_attempt_at) where status = 'pending';
create index webhook_deliveries_log on ingestion.webhook_deliveries (subscription_id, created_at, delivery_id);
create index webhook_deliveries_event on ingestion.webhook_deliveries (event_id);
create index webhook_deliveries_age on ingestion.webhook_deliveries (created_at);

-- One row: up to which position of the feed the deliveries are made.
create table ingestion.webhook_fan_out (
    singleton       boolean primary key default true check (singleton),
    last_position   bigint not null
);

insert into ingestion.webhook_fan_out (last_position) select last_position from ingestion.outbox_relay;
