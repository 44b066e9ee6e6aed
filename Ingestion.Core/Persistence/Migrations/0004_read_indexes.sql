-- What the lists are read by. Each of these makes every load dearer, a long key in no order most of all.

-- In the order of time, with what a list is filtered by: a filter that leaves one post in a hundred is answered by entries that
-- stand beside each other, and only posts that are wanted are fetched.
create index social_posts_time
    on ingestion.social_posts (published_at, platform, content_type, brand, competitor, category);

-- What has few posts is looked up by its name alone and sorted. Entries of one name stand together, the newest row last, so a
-- load adds all of its own at one place. Of a platform with few posts the primary key has them together.
create index social_posts_content_type on ingestion.social_posts (content_type);
create index social_posts_brand on ingestion.social_posts (brand) where brand is not null;
create index social_posts_competitor on ingestion.social_posts (competitor) where competitor is not null;
create index social_posts_category on ingestion.social_posts (category) where category is not null;
create index social_posts_crawl on ingestion.social_posts (crawl_id);

-- The list that is asked for most: an author's posts, of which there may be any number.
create index social_posts_author on ingestion.social_posts (author_handle, published_at);

-- An entry per word would make a load three times as long. So a load only appends its words to the index's list of pending
-- entries, which every search reads as well, and which is sorted in later, many entries of a word at once: TidySearchTimer.
create index social_posts_words on ingestion.social_posts using gin (words) with (gin_pending_list_limit = 65536);
create index social_posts_hashtags on ingestion.social_posts using gin (hashtags) with (gin_pending_list_limit = 65536);

create index post_engagement_metrics_likes on ingestion.post_engagement_metrics (likes) where likes is not null;
create index post_engagement_metrics_comments on ingestion.post_engagement_metrics (comments) where comments is not null;
create index post_engagement_metrics_shares on ingestion.post_engagement_metrics (shares) where shares is not null;
create index post_engagement_metrics_views on ingestion.post_engagement_metrics (views) where views is not null;
create index post_engagement_metrics_saves on ingestion.post_engagement_metrics (saves) where saves is not null;
create index post_engagement_metrics_rate on ingestion.post_engagement_metrics (engagement_rate)
    where engagement_rate is not null;

create index follower_metrics_followers on ingestion.follower_metrics (followers) where followers is not null;

create index dead_letters_created on ingestion.dead_letters (created_at);
create index quality_findings_created on ingestion.quality_findings (created_at);
create index schema_drift_detected on ingestion.schema_drift (detected_at);
