-- Whether num_of_posts was given by the caller, or is the service's default.

alter table ingestion.crawl_metadata add column num_of_posts_is_default boolean not null default false;
