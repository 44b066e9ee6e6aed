-- Creators, their accounts on the platforms, and what opens those accounts. Whatever an owner has is keyed by the owner as well,
-- so that no row of one owner can point to a row of another.

create table ingestion.influencer_details (
    creator_id              uuid primary key,
    owner                   text collate "C" not null,
    name                    text not null,
    reference               text collate "C",
    data_collection_enabled boolean not null,
    subscription_status     text not null check (subscription_status in ('active', 'paused', 'cancelled')),
    created_at              timestamptz not null,
    updated_at              timestamptz not null,
    unique (owner, creator_id)
);

create unique index influencer_details_reference on ingestion.influencer_details (owner, reference) where reference is not null;
create index influencer_details_created on ingestion.influencer_details (owner, created_at, creator_id);

create table ingestion.connected_accounts (
    account_id              uuid primary key,
    owner                   text collate "C" not null,
    platform                text not null check (platform in (
        'facebook', 'instagram', 'tiktok', 'youtube', 'x', 'linkedin', 'spotify', 'apple_music')),
    external_id             text collate "C" not null,
    handle                  text collate "C",
    display_name            text,
    creator_id              uuid,
    source                  text not null check (source in ('platform', 'brightdata')),
    page_url                text,
    scopes                  text[] not null default '{}',
    status                  text not null check (status in ('active', 'reauthorization_required')),
    schedule                text not null,
    data_collection_enabled boolean not null,
    subscription_status     text not null check (subscription_status in ('active', 'paused', 'cancelled')),
    last_sync_at            timestamptz,
    next_sync_at            timestamptz,
    last_error_code         text,
    last_error_message      text,
    last_error_at           timestamptz,
    created_at              timestamptz not null,
    updated_at              timestamptz not null,
    unique (owner, platform, external_id),
    -- Not "on delete set null": with the creator would go the creator's word on what may be collected.
    foreign key (owner, creator_id) references ingestion.influencer_details (owner, creator_id),
    check (source <> 'brightdata' or page_url is not null)
);

create index connected_accounts_created on ingestion.connected_accounts (owner, created_at, account_id);
create index connected_accounts_creator on ingestion.connected_accounts (creator_id) where creator_id is not null;

-- The only place of tokens, each of them sealed with the account's data key, which is wrapped by a key outside of the database.
create table ingestion.account_credentials (
    account_id          uuid primary key references ingestion.connected_accounts on delete cascade,
    version             bigint not null default 1,
    key_id              text not null,
    data_key            bytea not null,
    access_token        bytea not null,
    refresh_token       bytea,
    issued_at           timestamptz not null,
    expires_at          timestamptz,
    refresh_expires_at  timestamptz,
    refresh_at          timestamptz,
    lease_id            uuid,
    lease_until         timestamptz,
    refresh_started_at  timestamptz,
    refresh_failures    integer not null default 0,
    updated_at          timestamptz not null
) with (fillfactor = 80); -- short-lived tokens are replaced every other hour

create index account_credentials_refresh on ingestion.account_credentials (refresh_at) where refresh_at is not null;
create index account_credentials_key on ingestion.account_credentials (key_id);

-- Sign-ins under way: what was handed to the platform and has to come back once, soon, and to the same owner.
create table ingestion.oauth_states (
    state_id        uuid primary key,
    state_hash      bytea not null unique,
    owner           text collate "C" not null,
    platform        text not null,
    creator_id      uuid,
    redirect_uri    text not null,
    data_key        bytea,
    code_verifier   bytea,
    created_at      timestamptz not null,
    expires_at      timestamptz not null,
    used_at         timestamptz
);

create index oauth_states_expires on ingestion.oauth_states (expires_at);
