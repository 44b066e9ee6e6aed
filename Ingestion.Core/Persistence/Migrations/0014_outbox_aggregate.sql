-- Whether a crawl has told its end already is asked whenever a snapshot brought nothing new. Without this all events ever published were read for it.

create index outbox_aggregate on ingestion.outbox (aggregate_id, event_type);
