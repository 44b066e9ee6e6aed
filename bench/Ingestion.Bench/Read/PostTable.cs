using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Ingestion.Core.Persistence;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Ingestion.Bench.Read;

/// <summary>
/// Millions of posts as SQL makes them: a few authors, brands, hashtags and words have most of the posts, most have few. The
/// indexes are built after the rows; that only saves time.
/// </summary>
internal sealed class PostTable(NpgsqlDataSource source)
{
    public const int Authors = 50_000;
    public const int Brands = 200;
    public const int Hashtags = 20_000;
    public const int Words = 50_000;
    private const int CommandSeconds = 3600;

    private const string IndexesSql = """
        select c.relname, pg_get_indexdef(i.indexrelid)
        from pg_index i join pg_class c on c.oid = i.indexrelid
        where not i.indisprimary
            and i.indrelid in ('ingestion.social_posts'::regclass, 'ingestion.post_engagement_metrics'::regclass)
        """;

    // setseed: the same rows in every run.
    private const string FragmentsSql = """
        select setseed(0.42);
        create temp table fragment as
        select f, string_agg('w' || floor(50000 * power(random(), 4))::int, ' ') as words
        from generate_series(1, 50000) f, generate_series(1, 11) w
        group by f;
        create unique index on fragment (f);
        """;

    private const string PostsSql = """
        insert into ingestion.social_posts (
            platform, post_id, author_handle, author_name, author_url, url, published_at, text, words, language, hashtags, mentions,
            content_type, media, media_count, is_sponsored, is_repost, brand, competitor, category, content_hash, observed_at,
            snapshot_id, crawl_id, dataset_id, mapper_version, record_index, byte_offset, byte_length, first_seen_at,
            updated_at)
        select platform, 'p' || i, 'author' || author, 'Author ' || author, 'https://example.com/author' || author,
            'https://example.com/author' || author || '/posts/' || i,
            case when t < 0.999 then timestamptz '2026-11-21' - t * interval '1100 days' end,
            a.words || ' ' || b.words || ' unique' || i,
            to_tsvector('simple', a.words || ' ' || b.words || ' unique' || i), 'en',
            case when h < 0.6 then array['tag' || floor(20000 * power(random(), 4))::int]
                when h < 0.8 then array['tag' || floor(20000 * power(random(), 4))::int, 'rare' || floor(20000 * random())::int]
                else '{}' end,
            '{}',
            case when c < 0.35 then 'photo' when c < 0.65 then 'video' when c < 0.85 then 'text' when c < 0.93 then 'carousel'
                when c < 0.98 then 'reel' when c < 0.9995 then 'link' when c < 0.99995 then 'story' else 'document' end,
            '[]', 0, false, false,
            'brand' || brand, 'competitor' || brand / 4, 'category' || brand % 20, decode(md5(i::text), 'hex'),
            '2026-11-21', 'sd_' || i / 1000, ('00000000-0000-4000-8000-' || lpad((i / 1000)::text, 12, '0'))::uuid,
            'gd_bench', 1, i % 1000, i % 1000 * 800, 800, '2026-11-21', '2026-11-21'
        from (
            select i, t, h, c, floor(50000 * power(n, 3))::int as author,
                case when l < 0.8 then floor(200 * power(l / 0.8, 3))::int end as brand,
                case when p < 0.45 then 'facebook' when p < 0.7 then 'instagram' when p < 0.85 then 'tiktok'
                    when p < 0.95 then 'x' when p < 0.99 then 'youtube' else 'linkedin' end as platform,
                1 + floor(50000 * random())::int as first, 1 + floor(50000 * random())::int as second
            from (
                select i, random() as t, random() as h, random() as c, random() as n, random() as l, random() as p
                from generate_series(1, @posts) i
            ) r
        ) s
        join fragment a on a.f = s.first
        join fragment b on b.f = s.second
        """;

    private const string CountsSql = """
        insert into ingestion.post_engagement_metrics (
            platform, post_id, likes, comments, shares, views, saves, author_followers, engagement_rate, observed_at,
            snapshot_id, updated_at)
        select platform, post_id, n, floor(n * random() / 5), floor(n * random() / 10),
            case when random() < 0.5 then n * 20 + floor(random() * 100) end,
            case when random() < 0.3 then floor(n * random() / 3) end,
            10000, round(n::numeric / 100, 4), observed_at, snapshot_id, updated_at
        from (
            select platform, post_id, observed_at, snapshot_id, updated_at,
                floor(exp(3.5 + 1.8 * sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())))::bigint as n
            from ingestion.social_posts
        ) p
        """;

    public async Task FillAsync(int posts, CancellationToken cancellationToken)
    {
        await new Migrator(new Database(source), NullLogger<Migrator>.Instance).MigrateAsync(cancellationToken);
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken);
        IReadOnlyList<(string Name, string Definition)> indexes = await ReadIndexesAsync(connection, cancellationToken);
        foreach ((string name, _) in indexes)
        {
            await RunAsync(connection, $"drop index ingestion.{name}", 0, cancellationToken);
        }

        await RunAsync(connection, "set maintenance_work_mem = '1GB'; set work_mem = '64MB'", 0, cancellationToken);
        await RunAsync(connection, FragmentsSql, 0, cancellationToken);
        await RunAsync(connection, PostsSql, posts, cancellationToken);
        await RunAsync(connection, CountsSql, 0, cancellationToken);
        foreach ((string name, string definition) in indexes)
        {
            long started = TimeProvider.System.GetTimestamp();
            await RunAsync(connection, definition, 0, cancellationToken);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {name}: {TimeProvider.System.GetElapsedTime(started).TotalSeconds:F0} s"));
        }

        await RunAsync(connection, "vacuum analyze ingestion.social_posts", 0, cancellationToken);
        await RunAsync(connection, "vacuum analyze ingestion.post_engagement_metrics", 0, cancellationToken);
    }

    private static async Task<IReadOnlyList<(string Name, string Definition)>> ReadIndexesAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        List<(string, string)> indexes = [];
        await using NpgsqlCommand command = new(IndexesSql, connection);
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            indexes.Add((row.GetString(0), row.GetString(1)));
        }

        return indexes;
    }

    [SuppressMessage("Security", "CA2100", Justification = "The texts are ours, or PostgreSQL's own, of our indexes.")]
    private static async Task RunAsync(NpgsqlConnection connection, string sql, int posts, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new(sql, connection) { CommandTimeout = CommandSeconds };
        if (posts > 0)
        {
            command.Parameters.AddWithValue("posts", posts);
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
