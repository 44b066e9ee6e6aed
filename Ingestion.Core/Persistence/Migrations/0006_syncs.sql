-- Syncs of connected accounts: the jobs, a line for each of their steps, and how far each account is known.

create table ingestion.data_collection_jobs (
    job_id              uuid primary key,
    account_id          uuid not null,
    owner               text collate "C" not null,
    platform            text not null,
    source              text not null check (source in ('platform', 'brightdata')),
    kind                text not null check (kind in ('scheduled', 'manual')),
    day                 date not null,
    status              text not null check (status in (
        'queued', 'running', 'waiting', 'completed', 'failed', 'dead_lettered', 'cancelled')),
    stage               text not null,
    attempts            integer not null default 1,
    calls               integer not null default 0,
    units               bigint not null default 0,
    billed_resources    bigint not null default 0,
    profiles            integer not null default 0,
    posts               integer not null default 0,
    stored_count        bigint,
    updated_count       bigint,
    unchanged_count     bigint,
    quarantined_count   bigint,
    insight_groups      jsonb not null default '[]',
    watermark_before    timestamptz,
    watermark_after     timestamptz,
    crawl_id            uuid,
    waiting_until       timestamptz,
    error_code          text,
    error_message       text,
    recovery_suggestion text,
    created_at          timestamptz not null,
    started_at          timestamptz,
    updated_at          timestamptz not null,
    finished_at         timestamptz
) with (fillfactor = 80); -- a job is written a few times while it runs

-- A running sync is joined, not doubled, whoever asks and on whichever host.
create unique index data_collection_jobs_open on ingestion.data_collection_jobs (account_id) where finished_at is null;
create unique index data_collection_jobs_day on ingestion.data_collection_jobs (account_id, day) where kind = 'scheduled';
create index data_collection_jobs_account on ingestion.data_collection_jobs (account_id, created_at, job_id);

create table ingestion.data_collection_logs (
    job_id          uuid not null references ingestion.data_collection_jobs on delete cascade,
    step            text not null,
    number          integer not null,
    status          text not null,
    message         text not null,
    calls           integer not null,
    units           bigint not null,
    records         integer not null,
    at              timestamptz not null,
    primary key (job_id, step, number)
);

create table ingestion.sync_watermarks (
    account_id      uuid primary key references ingestion.connected_accounts on delete cascade,
    watermark       timestamptz not null,
    job_id          uuid not null,
    updated_at      timestamptz not null
);

-- The tail of a sync is the tail of a crawl; such a row belongs to an account.
alter table ingestion.crawl_metadata add column account_id uuid;

create index crawl_metadata_account on ingestion.crawl_metadata (account_id, crawl_id) where account_id is not null;
create index crawl_metadata_ordered on ingestion.crawl_metadata (crawl_id) where account_id is null;

-- How long a crawl takes is not told by syncs.
drop index ingestion.crawl_metadata_durations_all;
create index crawl_metadata_durations_all on ingestion.crawl_metadata (finished_at) where status = 'completed' and account_id is null;
