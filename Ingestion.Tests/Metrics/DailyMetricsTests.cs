using Ingestion.Tests.Persistence;
using Ingestion.Tests.Quality;
using Xunit;

namespace Ingestion.Tests.Metrics;

[Trait("Category", "Postgres")]
public sealed class DailyMetricsTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>, IAsyncLifetime
{
    private const string Columns = """
        handle, metric_date, followers, following, posts_count, engagement_rate, likes, comments, shares, content_views,
        video_views
        """;

    private static readonly DateTime Morning = StagedSnapshot.Day.UtcDateTime;

    public Task InitializeAsync() => pipeline.ExecuteAsync("truncate ingestion.metrics");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Snapshot_PostsAndAuthors_AreSummedByAuthorAndDay()
    {
        await CheckAsync(
            [
                new StagedPost { Likes = 1, Comments = 2, Views = 10, Rate = 1m },
                new StagedPost { Likes = 4, Views = 20, ContentType = "reel", Rate = 2m },
                new StagedPost { Likes = 8, ObservedAt = Morning.AddDays(-1) },
                new StagedPost { Author = "guest" },
            ],
            new StagedProfile { Followers = 300, Following = 5, Posts = 9 });

        Assert.Equal(
            ["(espn,2026-11-19,,,,,8,,,,)", "(espn,2026-11-20,300,5,9,1.500000,5,2,,30,20)", "(guest,2026-11-20,,,,,,,,,)"],
            await RowsAsync());
    }

    [Fact]
    public async Task Profile_SeenTwice_TheLastKnownValueCounts()
    {
        await CheckAsync(
            [],
            new StagedProfile { Followers = 1, Following = 7, ObservedAt = Morning.AddHours(1) },
            new StagedProfile { Followers = 2, ObservedAt = Morning.AddHours(2) },
            new StagedProfile { Followers = 3 });

        Assert.Equal(["(espn,2026-11-20,2,7,,,,,,,)"], await RowsAsync());
    }

    [Fact]
    public async Task Post_SeenTwice_CountsOnceAsItWasLast()
    {
        await CheckAsync(
            [
                new StagedPost { PostId = "1", Likes = 5, ObservedAt = Morning.AddHours(1) },
                new StagedPost { PostId = "1", Likes = -1, ObservedAt = Morning.AddDays(-1) },
            ]);

        Assert.Equal(["(espn,2026-11-20,,,,,5,,,,)"], await RowsAsync());
        Assert.Equal(0, await pipeline.CountAsync("quality_findings where rule = 'negative_count'"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Snapshots_OfOneDay_TheLatestObservationWinsInAnyOrder(bool isReversed)
    {
        Func<Task>[] loads =
        [
            () => CheckAsync([new StagedPost { Likes = 1, Comments = 1 }], new StagedProfile { Followers = 10, Following = 1 }),
            () => CheckAsync(
                [new StagedPost { Likes = 5, ObservedAt = Morning.AddHours(3) }],
                new StagedProfile { Followers = 20, ObservedAt = Morning.AddHours(3) }),
        ];
        foreach (Func<Task> load in isReversed ? loads.Reverse() : loads)
        {
            await load();
        }

        Assert.Equal(["(espn,2026-11-20,20,1,,,5,,,,)"], await RowsAsync());
        Assert.Equal(1, await pipeline.CountAsync("metrics where observed_at = '2026-11-20 11:00Z'"));
    }

    [Fact]
    public async Task Snapshot_ProfileOnly_KeepsThePostsOfTheDay()
    {
        await CheckAsync([new StagedPost { Likes = 5, Rate = 2m }]);
        await CheckAsync([], new StagedProfile { Followers = 20, ObservedAt = Morning.AddHours(3) });

        Assert.Equal(["(espn,2026-11-20,20,,,2.000000,5,,,,)"], await RowsAsync());
    }

    [Fact]
    public async Task Sums_Beyond64Bits_StayAtTheLargest()
    {
        await CheckAsync([new StagedPost { Views = long.MaxValue }, new StagedPost { Views = long.MaxValue }]);

        Assert.Equal(1, await pipeline.CountAsync("metrics where content_views = 9223372036854775807"));
    }

    [Theory]
    [InlineData(null, false, "1.00")]
    [InlineData("30", false, "0.90")]
    [InlineData("130", false, "0.70")]
    [InlineData("130", true, "0.20")]
    public async Task Score_EachKindOfFinding_LowersItOnce(string? rate, bool isUndated, string score)
    {
        StagedPost post = new()
        {
            Rate = rate is null ? null : decimal.Parse(rate, System.Globalization.CultureInfo.InvariantCulture),
            PublishedAt = isUndated ? null : Morning,
        };
        await CheckAsync([post, post with { PostId = "2" }, new StagedPost { Author = "guest" }]);

        Assert.Equal(1, await pipeline.CountAsync($"metrics where handle = 'espn' and data_quality_score::text = '{score}'"));
        Assert.Equal(1, await pipeline.CountAsync("metrics where handle = 'guest' and data_quality_score = 1"));
    }

    [Fact]
    public async Task Score_ProfileWithoutFollowers_IsHalf()
    {
        await new StagedSnapshot(pipeline) { Profiles = [new StagedProfile { IsRecord = true }] }.CheckAsync();

        Assert.Equal(
            1, await pipeline.CountAsync("metrics where data_quality_score = 0.5 and collection_source = 'brightdata'"));
    }

    private async Task CheckAsync(IReadOnlyList<StagedPost> posts, params StagedProfile[] profiles) =>
        await new StagedSnapshot(pipeline) { Posts = posts, Profiles = profiles }.CheckAsync();

    private Task<IReadOnlyList<string>> RowsAsync() => pipeline.Database.QueryAsync<string>(
        $"select ({Columns})::text from ingestion.metrics order by handle, metric_date", null, CancellationToken.None);
}
