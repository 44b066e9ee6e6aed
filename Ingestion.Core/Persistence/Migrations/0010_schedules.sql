-- Schedules: runs that sync the accounts that are due, and what each job has to do with them.

create table ingestion.sync_runs (
    run_id              uuid primary key,
    kind                text not null check (kind in ('daily', 'due')),
    started_at          timestamptz not null,
    finished_at         timestamptz,
    accounts            integer not null default 0,
    completed           integer not null default 0,
    failed              integer not null default 0,
    cancelled           integer not null default 0,
    waiting             integer not null default 0,
    calls               bigint not null default 0,
    units               bigint not null default 0,
    billed_resources    bigint not null default 0
);

-- One run of a kind at a time, whoever begins it and on whichever host.
create unique index sync_runs_open on ingestion.sync_runs (kind) where finished_at is null;

alter table ingestion.data_collection_jobs
    add column scheduled_for timestamptz,
    add column run_id uuid,
    add column launched_at timestamptz,
    add column retry_of uuid;

-- A scheduled time is done once, over any number of hosts, restarts and clocks that jump; so is the repetition of a failed job.
drop index ingestion.data_collection_jobs_day;
create unique index data_collection_jobs_scheduled on ingestion.data_collection_jobs (account_id, scheduled_for) where scheduled_for is not null;
create unique index data_collection_jobs_retry on ingestion.data_collection_jobs (retry_of) where retry_of is not null;
create index data_collection_jobs_run on ingestion.data_collection_jobs (run_id) where run_id is not null;
create index data_collection_jobs_replay on ingestion.data_collection_jobs (created_at)
    where retry_of is not null and run_id is null and status = 'queued';
create index data_collection_jobs_failed on ingestion.data_collection_jobs (finished_at) where status = 'failed';
create index data_collection_jobs_dead on ingestion.data_collection_jobs (owner, created_at, job_id) where status = 'dead_lettered';
create index data_collection_jobs_still on ingestion.data_collection_jobs (updated_at) where finished_at is null;

create index connected_accounts_due on ingestion.connected_accounts (next_sync_at) where status = 'active' and schedule <> 'paused';
