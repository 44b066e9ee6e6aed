using Dapper;
using Ingestion.Core.Crawls;
using Ingestion.Core.Quality;
using Ingestion.Core.Store;
using Ingestion.Tests.Persistence;
using Npgsql;

namespace Ingestion.Tests.Quality;

/// <summary>A post as a load stages it: what the checks read.</summary>
internal sealed record StagedPost
{
    public string PostId { get; init; } = Guid.NewGuid().ToString("N");

    public string Author { get; init; } = "espn";

    public string Url { get; init; } = "https://x.com/p";

    public DateTime? PublishedAt { get; init; } = StagedSnapshot.Day.UtcDateTime;

    public string ContentType { get; init; } = "text";

    public long? Likes { get; init; }

    public long? Comments { get; init; }

    public long? Shares { get; init; }

    public long? Views { get; init; }

    public decimal? Rate { get; init; }

    public DateTime ObservedAt { get; init; } = StagedSnapshot.Day.UtcDateTime;
}

/// <summary>A profile as a load stages it.</summary>
internal sealed record StagedProfile
{
    public string Handle { get; init; } = "espn";

    public long? Followers { get; init; }

    public long? Following { get; init; }

    public bool IsRecord { get; init; }

    public long? Posts { get; init; }

    public DateTime ObservedAt { get; init; } = StagedSnapshot.Day.UtcDateTime;
}

/// <summary>Stages rows as a load does, runs the step in the same transaction and commits.</summary>
internal sealed record StagedSnapshot(PipelineDatabase Pipeline)
{
    public static readonly DateTimeOffset Day = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    public string SnapshotId { get; init; } = $"sd_{Guid.NewGuid():N}";

    public QualityOptions Options { get; init; } = new();

    public IReadOnlyList<StagedPost> Posts { get; init; } = [];

    public IReadOnlyList<StagedProfile> Profiles { get; init; } = [];

    public Guid? CrawlId { get; init; }

    public long? Rows { get; init; }

    public async Task<QualityResult> CheckAsync()
    {
        Crawl crawl = CrawlId is { } id ? await Pipeline.ReadAsync(id) : await Pipeline.SubmitAsync();
        await using NpgsqlConnection connection = new(Pipeline.ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync($"{StagedPosts.Table.CreateSql}; {StagedProfiles.Table.CreateSql}");
        await connection.ExecuteAsync(
            """
            insert into staged_posts (record_index, post_id, author_handle, url, published_at, content_type, likes, comments,
                shares, views, engagement_rate, observed_at)
            values (0, @PostId, @Author, @Url, @PublishedAt, @ContentType, @Likes, @Comments,
                @Shares, @Views, @Rate, @ObservedAt)
            """,
            Posts);
        await connection.ExecuteAsync(
            """
            insert into staged_profiles (handle, followers, following, posts, observed_at, is_record)
            values (@Handle, @Followers, @Following, @Posts, @ObservedAt, @IsRecord)
            """,
            Profiles);
        QualityStep step = new(Microsoft.Extensions.Options.Options.Create(Options));
        QualityResult result = await step.RunAsync(connection, Input(crawl), CancellationToken.None);
        await transaction.CommitAsync();
        return result;
    }

    private QualityInput Input(Crawl crawl)
    {
        LoadInput load = new()
        {
            SnapshotId = SnapshotId,
            CrawlId = crawl.CrawlId,
            DatasetId = crawl.Request.DatasetId,
            Platform = "facebook",
            MapperVersion = 1,
            Labels = new PostLabels(null, null, null, null),
            At = Pipeline.Clock.GetUtcNow(),
        };
        return new QualityInput(load, new LoadCounts(Rows ?? Posts.Count + Profiles.Count, 0, 0, 0, 0), EmptyWindows: 0, Day);
    }
}
