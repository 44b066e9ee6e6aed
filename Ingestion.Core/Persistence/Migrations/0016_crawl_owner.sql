-- Whose crawls and events are: the caller who ordered the crawl, or the owner of the account. Null: shared by all callers.

alter table ingestion.crawl_metadata add column owner text collate "C";
alter table ingestion.outbox add column owner text collate "C";

-- The job of a sync names its crawl, or is named by the crawl's key: a host may have died between the two.
update ingestion.crawl_metadata c set owner = j.owner
from ingestion.data_collection_jobs j where j.crawl_id = c.crawl_id;

update ingestion.crawl_metadata c set owner = j.owner
from ingestion.data_collection_jobs j
where c.owner is null and c.idempotency_key = 'sync-' || replace(j.job_id::text, '-', '');

update ingestion.crawl_metadata c set owner = a.owner
from ingestion.connected_accounts a where c.owner is null and a.account_id = c.account_id;

-- An account that is gone with its jobs: no caller has this name, so operators alone see its crawls.
update ingestion.crawl_metadata set owner = 'account:' || account_id where owner is null and account_id is not null;

update ingestion.outbox o set owner = n.owner
from (
    select e.id, coalesce(e.envelope -> 'data' ->> 'owner', c.owner) as owner
    from ingestion.outbox e left join ingestion.crawl_metadata c on c.crawl_id = e.aggregate_id
) n
where n.id = o.id and n.owner is not null;

-- Each caller has its own keys; callers without an owner share theirs.
drop index ingestion.crawl_metadata_idempotency_key;
create unique index crawl_metadata_idempotency_key on ingestion.crawl_metadata (coalesce(owner, ''), idempotency_key)
    where idempotency_key is not null;

create index crawl_metadata_owner on ingestion.crawl_metadata (coalesce(owner, ''), crawl_id);
create index crawl_metadata_owner_ordered on ingestion.crawl_metadata (coalesce(owner, ''), crawl_id) where account_id is null;
create index outbox_owner_position on ingestion.outbox (coalesce(owner, ''), position) where position is not null;
