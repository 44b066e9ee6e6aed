-- Limits of the platforms: one row per limit of an application, an account or an owner, beside the one of each provider. And what was used.

alter table ingestion.api_rate_limits
    add column limit_key text collate "C" not null default '',
    add column account_id uuid,
    add column owner text collate "C",
    add column state jsonb not null default '{}',
    drop constraint api_rate_limits_pkey,
    add primary key (provider, limit_key);

-- Only the rows of accounts are ever looked for by something else than their key: when an account goes.
create index api_rate_limits_account on ingestion.api_rate_limits (account_id) where account_id is not null;

create table ingestion.platform_costs (
    owner           text collate "C" not null,
    platform        text not null,
    month           date not null,
    calls           bigint not null,
    units           bigint not null,
    cost_micro_usd  bigint not null,
    updated_at      timestamptz not null,
    primary key (owner, platform, month)
) with (fillfactor = 50); -- written about once a second while its accounts are read

-- What was billed today (UTC): X bills a resource once a day, however often it is read. A digest does for that.
create table ingestion.billed_resources (
    platform        text not null,
    billed_on       date not null,
    resource_hash   bytea not null,
    primary key (platform, billed_on, resource_hash)
);
