-- The crawl's facts. docs/tables has one page per table; a test compares them with this schema.

create table ingestion.crawl_metadata (
    crawl_id                uuid primary key,
    queue_order             bigint generated always as identity,
    dataset_id              text not null,
    platform                text not null,
    url                     text not null,
    start_date              date,
    end_date                date,
    include_profile_data    boolean not null,
    num_of_posts            integer,
    brand                   text,
    competitor              text,
    category                text,
    crawl_params            jsonb not null,
    idempotency_key         text,
    request_hash            bytea not null,
    status                  text not null,
    attempt                 integer not null default 1,
    snapshot_id             text,
    created_at              timestamptz not null,
    updated_at              timestamptz not null,
    admitted_at             timestamptz,
    dispatched_at           timestamptz,
    triggering_at           timestamptz,
    polling_at              timestamptz,
    downloading_at          timestamptz,
    publishing_at           timestamptz,
    finished_at             timestamptz,
    polls                   integer not null default 0,
    next_poll_at            timestamptz,
    provider_status         text,
    provider_records        bigint,
    download_interruptions  integer not null default 0,
    cancel_requested_at     timestamptz,
    blob_path               text,
    payload_bytes           bigint,
    sha256                  text,
    record_count            bigint,
    post_count              bigint,
    media_count             bigint,
    error_count             bigint,
    skipped_count           bigint,
    error_code              text,
    error_message           text,
    failed_stage            text
) with (fillfactor = 80); -- room on the page: a poll is then a HOT update that touches no index

create unique index crawl_metadata_idempotency_key on ingestion.crawl_metadata (idempotency_key) where idempotency_key is not null;
create unique index crawl_metadata_snapshot on ingestion.crawl_metadata (snapshot_id) where snapshot_id is not null;
create index crawl_metadata_queue on ingestion.crawl_metadata (dataset_id, queue_order)
    where status = 'queued' and admitted_at is null;
create index crawl_metadata_slots on ingestion.crawl_metadata (dataset_id, dispatched_at)
    where admitted_at is not null and status in ('queued', 'triggering', 'polling');
create index crawl_metadata_active on ingestion.crawl_metadata (brand) where finished_at is null;
create index crawl_metadata_delivered on ingestion.crawl_metadata (brand, finished_at) where finished_at is not null;
create index crawl_metadata_durations on ingestion.crawl_metadata (dataset_id, finished_at) where status = 'completed';
create index crawl_metadata_durations_all on ingestion.crawl_metadata (finished_at) where status = 'completed';

create table ingestion.crawl_intents (
    crawl_id        uuid primary key references ingestion.crawl_metadata (crawl_id),
    reference       uuid not null unique,
    dataset_id      text not null,
    prepared_at     timestamptz not null,
    called_at       timestamptz,
    calls           integer not null default 0,
    unanswered      integer not null default 0,
    outcome         text,
    snapshot_id     text,
    error_code      text,
    settled_at      timestamptz
);

create table ingestion.raw_data_crawl_snapshots (
    snapshot_id             text primary key,
    crawl_id                uuid not null references ingestion.crawl_metadata (crawl_id),
    file_path               text not null,
    platform                text not null,
    competitor              text,
    brand                   text,
    category                text,
    payload_bytes           bigint not null,
    sha256                  text not null,
    record_count            bigint not null,
    post_count              bigint not null,
    media_count             bigint not null,
    error_count             bigint not null,
    skipped_count           bigint not null,
    ingestion_timestamp     timestamptz not null,
    status                  text not null
);

create index raw_data_crawl_snapshots_crawl on ingestion.raw_data_crawl_snapshots (crawl_id);

create table ingestion.outbox (
    id                  uuid primary key,
    seq                 bigint generated always as identity,
    event_type          text not null,
    topic               text not null,
    aggregate_id        uuid not null,
    envelope            json not null, -- json, not jsonb: the text stays exactly as it is sent,
    created_at          timestamptz not null,
    published_at        timestamptz,
    position            bigint,
    attempts            integer not null default 0,
    next_attempt_at     timestamptz
);

create index outbox_unpublished on ingestion.outbox (seq) where published_at is null;
create index outbox_waiting on ingestion.outbox (aggregate_id) where published_at is null and next_attempt_at is not null;
create unique index outbox_position on ingestion.outbox (position) where position is not null;
create index outbox_topic_position on ingestion.outbox (topic, position) where position is not null;

-- One row: who relays now, until when, and the last position handed out in the feed.
create table ingestion.outbox_relay (
    singleton       boolean primary key default true check (singleton),
    owner           uuid,
    expires_at      timestamptz not null default '-infinity',
    wakes           bigint not null default 0,
    last_position   bigint not null default 0
);

insert into ingestion.outbox_relay default values;
