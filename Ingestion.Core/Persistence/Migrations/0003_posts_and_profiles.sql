-- What snapshots are turned into. Keys come from the platform; every row knows the record that it was read from.
-- Keys compare by bytes (collate "C"): faster to index than words, and the same on every server.

create table ingestion.social_posts (
    platform        text not null,
    post_id         text collate "C" not null,
    author_handle   text collate "C" not null,
    author_id       text,
    author_name     text,
    author_url      text,
    url             text not null,
    published_at    timestamptz,
    text            text,
    words           tsvector not null,  -- made by the service: its words are the same in every locale
    language        text,
    hashtags        text[] not null,
    mentions        text[] not null,
    content_type    text not null,
    media           jsonb not null,
    media_count     integer not null,
    is_sponsored    boolean,
    is_repost       boolean,
    brand           text,
    competitor      text,
    category        text,
    content_hash    bytea not null,
    observed_at     timestamptz not null,
    snapshot_id     text not null,
    crawl_id        uuid not null,
    dataset_id      text not null,
    mapper_version  integer not null,
    record_index    bigint not null,
    byte_offset     bigint not null,
    byte_length     bigint not null,
    first_seen_at   timestamptz not null,
    updated_at      timestamptz not null,
    primary key (platform, post_id)
);

create table ingestion.post_engagement_metrics (
    platform            text not null,
    post_id             text collate "C" not null,
    likes               bigint check (likes >= 0),
    comments            bigint check (comments >= 0),
    shares              bigint check (shares >= 0),
    views               bigint check (views >= 0),
    saves               bigint check (saves >= 0),
    reach               bigint check (reach >= 0),
    impressions         bigint check (impressions >= 0),
    reactions           jsonb,
    author_followers    bigint check (author_followers >= 0),
    engagement_rate     numeric,
    observed_at         timestamptz not null,
    snapshot_id         text not null,
    updated_at          timestamptz not null,
    primary key (platform, post_id)
) with (fillfactor = 80); -- counts change at every visit: room for HOT updates

create table ingestion.engagement_snapshots (
    platform            text not null,
    post_id             text collate "C" not null,
    observed_at         timestamptz not null,
    likes               bigint,
    comments            bigint,
    shares              bigint,
    views               bigint,
    saves               bigint,
    reach               bigint,
    impressions         bigint,
    reactions           jsonb,
    author_followers    bigint,
    engagement_rate     numeric,
    snapshot_id         text not null,
    primary key (platform, post_id, observed_at)
);

create table ingestion.follower_metrics (
    platform        text not null,
    handle          text collate "C" not null,
    profile_id      text,
    name            text,
    bio             text,
    url             text,
    is_verified     boolean,
    followers       bigint check (followers >= 0),
    following       bigint check (following >= 0),
    posts           bigint check (posts >= 0),
    likes           bigint check (likes >= 0),
    observed_at     timestamptz not null,
    snapshot_id     text not null,
    crawl_id        uuid not null,
    dataset_id      text not null,
    mapper_version  integer not null,
    record_index    bigint not null,
    byte_offset     bigint not null,
    byte_length     bigint not null,
    first_seen_at   timestamptz not null,
    updated_at      timestamptz not null,
    primary key (platform, handle)
);

create table ingestion.follower_snapshots (
    platform        text not null,
    handle          text collate "C" not null,
    observed_at     timestamptz not null,
    followers       bigint,
    following       bigint,
    posts           bigint,
    likes           bigint,
    snapshot_id     text not null,
    primary key (platform, handle, observed_at)
);

create table ingestion.metrics (
    platform            text not null check (platform in (
        'facebook', 'instagram', 'tiktok', 'youtube', 'x', 'linkedin', 'spotify', 'apple_music')),
    handle              text collate "C" not null,
    metric_date         date not null,
    followers           bigint,
    following           bigint,
    posts_count         bigint,
    engagement_rate     numeric,
    content_views       bigint,
    streams             bigint,
    monthly_listeners   bigint,
    video_views         bigint,
    likes               bigint,
    comments            bigint,
    shares              bigint,
    raw_data            jsonb not null default '{}',
    collection_source   text not null,
    data_quality_score  numeric(3, 2) not null default 1.00 check (data_quality_score between 0 and 1),
    observed_at         timestamptz not null,
    snapshot_id         text not null,
    created_at          timestamptz not null,
    updated_at          timestamptz not null,
    primary key (platform, handle, metric_date)
);

create table ingestion.dead_letters (
    id              uuid primary key,
    snapshot_id     text not null,
    crawl_id        uuid not null references ingestion.crawl_metadata (crawl_id),
    dataset_id      text not null,
    platform        text not null,
    record_index    bigint not null,
    byte_offset     bigint not null,
    byte_length     bigint not null,
    reason          text not null,
    field           text,
    detail          text not null,
    raw_cut         bytea not null,
    mapper_version  integer not null,
    status          text not null default 'open' check (status in ('open', 'replayed', 'discarded')),
    replays         integer not null default 0,
    discard_reason  text,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    unique (snapshot_id, record_index)
);

create index dead_letters_open on ingestion.dead_letters (reason, created_at, id) where status = 'open';
create index dead_letters_crawl on ingestion.dead_letters (crawl_id, record_index);

create table ingestion.schema_drift (
    snapshot_id     text not null,
    path            text not null,
    kind            text not null check (kind in ('new', 'missing', 'retyped')),
    crawl_id        uuid not null references ingestion.crawl_metadata (crawl_id),
    dataset_id      text not null,
    schema_version  integer not null,
    records         bigint not null,
    affected        bigint not null,
    expected        text,
    found           text,
    example_path    text not null,
    is_breaking     boolean not null,
    detected_at     timestamptz not null,
    primary key (snapshot_id, path, kind)
);

create index schema_drift_dataset on ingestion.schema_drift (dataset_id, detected_at);

create table ingestion.quality_findings (
    snapshot_id     text not null,
    subject_type    text not null check (subject_type in ('post', 'profile', 'snapshot')),
    subject_id      text collate "C" not null,
    rule            text not null,
    field           text not null,
    crawl_id        uuid not null references ingestion.crawl_metadata (crawl_id),
    platform        text not null,
    severity        text not null check (severity in ('error', 'warning')),
    value           text,
    message         text not null,
    suggestion      text not null,
    observed_at     timestamptz not null,
    created_at      timestamptz not null,
    primary key (snapshot_id, subject_type, subject_id, rule, field)
);

create index quality_findings_subject on ingestion.quality_findings (platform, subject_type, subject_id, observed_at);

-- Received = stored + updated + unchanged + quarantined + provider errors.
alter table ingestion.crawl_metadata
    add column normalizing_at       timestamptz,
    add column normalization        text,   -- completed, suspect, or unsupported: a dataset without a mapper
    add column mapper_version       integer,
    add column stored_count         bigint,
    add column updated_count        bigint,
    add column unchanged_count      bigint,
    add column quarantined_count    bigint,
    add column provider_error_count bigint,
    add column empty_result         text,   -- why nothing was stored: true_empty, failed or unknown
    add column bronze_path          text;

-- Quality and growth. Crawls of one page, newest last: md5, because a URL may be longer than an index entry should be.
create index crawl_metadata_page on ingestion.crawl_metadata (dataset_id, md5(url), crawl_id) where status = 'completed';

-- Percent a day, compound: 100 % in ten days is 7.2 % a day. Less than a day counts as one. Null when it grew from nothing.
create function ingestion.growth_per_day(p_before bigint, p_after bigint, p_days double precision) returns double precision
language sql immutable parallel safe as $$
    select case when p_before > 0 and p_after >= 0
        then 100 * (power(p_after::double precision / p_before, 1 / greatest(p_days, 1)) - 1) end
$$;

-- Each day against the last day before it on which the measure is known, newest first; rates in percent, engagement in points.
create function ingestion.calculate_growth_rates(p_handle text, p_platform text, p_days integer default 30)
returns table (
    metric_date                     date,
    follower_growth_rate            numeric,
    engagement_growth_rate          numeric,
    days_since_previous             integer,
    follower_growth_per_day         numeric,
    engagement_days_since_previous  integer,
    engagement_growth_per_day       numeric
)
language sql stable parallel safe as $$
    select m.metric_date,
        round((m.followers - f.followers)::numeric / nullif(f.followers, 0) * 100, 2),
        round(m.engagement_rate - e.engagement_rate, 2),
        m.metric_date - f.metric_date,
        round(ingestion.growth_per_day(f.followers, m.followers, m.metric_date - f.metric_date)::numeric, 2),
        m.metric_date - e.metric_date,
        round((m.engagement_rate - e.engagement_rate) / (m.metric_date - e.metric_date), 2)
    from ingestion.metrics m
    left join lateral (
        select p.metric_date, p.followers from ingestion.metrics p
        where p.platform = m.platform and p.handle = m.handle and p.metric_date < m.metric_date and p.followers is not null
        order by p.metric_date desc limit 1
    ) f on m.followers is not null
    left join lateral (
        select p.metric_date, p.engagement_rate from ingestion.metrics p
        where p.platform = m.platform and p.handle = m.handle and p.metric_date < m.metric_date
            and p.engagement_rate is not null
        order by p.metric_date desc limit 1
    ) e on m.engagement_rate is not null
    where m.platform = p_platform and m.handle = p_handle
        and m.metric_date >= (now() at time zone 'UTC')::date - p_days
    order by m.metric_date desc
$$;
