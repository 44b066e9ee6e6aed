-- Whose identity was proved, and insights by account: an id or a handle that an owner only names opens nothing.

alter table ingestion.connected_accounts add column identity_proved_at timestamptz;

-- In each sync of these platforms the platform says whose token it is, and another account's token ends the sync.
update ingestion.connected_accounts set identity_proved_at = last_sync_at
where source = 'platform' and platform in ('instagram', 'tiktok', 'x') and last_sync_at is not null;

-- A sign-in makes the account with the answer in which it uses its state up.
update ingestion.connected_accounts a set identity_proved_at = s.used_at
from ingestion.oauth_states s
where a.identity_proved_at is null and a.source = 'platform' and s.owner = a.owner and s.platform = a.platform
    and a.created_at between s.used_at - interval '1 minute' and s.used_at + interval '1 minute';

-- An insight belongs to the account whose sync wrote it. Rows that no sync explains are dropped: whose they are is unknown.
alter table ingestion.account_insights add column account_id uuid;

update ingestion.account_insights i set account_id = c.account_id
from ingestion.raw_data_crawl_snapshots s join ingestion.crawl_metadata c on c.crawl_id = s.crawl_id
where s.snapshot_id = i.snapshot_id;

delete from ingestion.account_insights i
where account_id is null or exists (
    select from ingestion.account_insights n
    where n.account_id = i.account_id and n.metric = i.metric and n.insight_date = i.insight_date
        and (n.observed_at, n.handle) > (i.observed_at, i.handle));

alter table ingestion.account_insights
    drop constraint account_insights_pkey,
    alter column account_id set not null,
    add primary key (account_id, metric, insight_date);

alter table ingestion.erasures add column kept_unproved integer not null default 0;
