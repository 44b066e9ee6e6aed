-- One inverted index for everything that posts are filtered by, instead of one index for each: a load adds a post to it at one place,
-- and a search takes only the posts that all of its lists have in common.

-- What is compared as a whole. Which of the columns a value comes from is not told: the row itself is asked as well.
create function ingestion.post_labels(
    p_platform text, p_author_handle text, p_content_type text, p_brand text, p_competitor text, p_category text, p_crawl_id uuid)
returns text[]
language sql immutable parallel safe as $$
    select array[p_platform collate "C", p_author_handle, p_content_type, p_brand, p_competitor, p_category, p_crawl_id::text]
$$;

-- The day, the 8 days, the 64 and the 512 that a post is from, counted from the year 1: the list of posts of any stretch of time is put together
-- from a few of these. Posts without a time have an entry of their own.
create function ingestion.post_days(p_published_at timestamptz) returns integer[]
language sql immutable parallel safe as $$
    select case when p_published_at is null then array[-1] else array[
        date_part('day', p_published_at - timestamptz '0001-01-01 00:00:00+00')::integer,
        10000000 + (date_part('day', p_published_at - timestamptz '0001-01-01 00:00:00+00')::integer >> 3),
        20000000 + (date_part('day', p_published_at - timestamptz '0001-01-01 00:00:00+00')::integer >> 6),
        30000000 + (date_part('day', p_published_at - timestamptz '0001-01-01 00:00:00+00')::integer >> 9)] end
$$;

drop index ingestion.social_posts_words;
drop index ingestion.social_posts_hashtags;
drop index ingestion.social_posts_content_type;
drop index ingestion.social_posts_brand;
drop index ingestion.social_posts_competitor;
drop index ingestion.social_posts_category;
drop index ingestion.social_posts_crawl;

-- As before, a load only appends to the list of pending entries: TidySearchTimer.
create index social_posts_lookup on ingestion.social_posts using gin (
    words, hashtags,
    (ingestion.post_labels(platform, author_handle, content_type, brand, competitor, category, crawl_id)),
    (ingestion.post_days(published_at))
) with (gin_pending_list_limit = 65536);
