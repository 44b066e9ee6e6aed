-- What a sync cost where a platform bills by the piece, in millionths of a US dollar.

alter table ingestion.data_collection_jobs add column cost_micro_usd bigint not null default 0;
alter table ingestion.sync_runs add column cost_micro_usd bigint not null default 0;
