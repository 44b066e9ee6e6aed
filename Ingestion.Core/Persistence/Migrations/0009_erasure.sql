-- Erasing people on request, and remembering whom, without remembering them.

create table ingestion.erasures (
    erasure_id          uuid primary key,
    owner               text collate "C" not null,
    subject_type        text not null check (subject_type in ('account', 'creator')),
    subject_id          uuid not null,
    stage               text not null check (stage in ('names', 'barrier', 'rows', 'files', 'history', 'check', 'completed')),
    account_ids         uuid[] not null,
    creator_ids         uuid[] not null,
    people              jsonb not null,
    instance_ids        text[] not null default '{}',
    barrier             bigint,
    erased              jsonb not null,
    kept_for_others     integer not null,
    requested_at        timestamptz not null,
    completed_at        timestamptz,
    unique (owner, subject_id)
);

create index erasures_open on ingestion.erasures (requested_at) where completed_at is null;

create table ingestion.erasure_tombstones (
    platform            text not null,
    kind                text not null check (kind in ('id', 'handle')),
    hash                bytea not null,
    owner               text collate "C" not null default '',
    created_at          timestamptz not null,
    primary key (platform, kind, hash, owner)
);

-- Raw files, with their bronze files, out of which somebody still has to be taken.
create table ingestion.erasure_files (
    crawl_id            uuid not null,
    erasure_id          uuid not null,
    raw_path            text,
    bronze_path         text,
    created_at          timestamptz not null,
    primary key (crawl_id, erasure_id)
);

-- Records of erased people that a load left out, and those that were taken out of the raw file later.
alter table ingestion.crawl_metadata add column erased_count bigint;
alter table ingestion.raw_data_crawl_snapshots add column erased_records bigint not null default 0;
