using Ingestion.Tests.Persistence;
using Xunit;

namespace Ingestion.Tests.Metrics;

[Trait("Category", "Postgres")]
public sealed class GrowthRatesTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>
{
    [Fact]
    public async Task Growth_DayAfterDay_IsThatOfTheSeed() => Assert.Equal(
        ["(0,20.00,0.50,1,20.00,1,0.50)", "(1,,,,,,)"],
        await GrowthAsync((1, 1000, 2.0m), (0, 1200, 2.5m)));

    [Fact]
    public async Task Growth_OverAGap_IsSinceTheLastDayThereIs() => Assert.Equal(
        ["(0,21.00,-1.00,2,10.00,2,-0.50)", "(2,,,,,,)"],
        await GrowthAsync((2, 100, 3m), (0, 121, 2m)));

    [Fact]
    public async Task Growth_EachMeasure_HasItsOwnGaps() => Assert.Equal(
        ["(0,50.00,1.00,2,22.47,1,1.00)", "(1,,,,,,)", "(2,,,,,,)"],
        await GrowthAsync((2, 100, null), (1, null, 3m), (0, 150, 4m)));

    [Fact]
    public async Task Growth_FromZero_IsUnknownForFollowersAndPointsForEngagement() => Assert.Equal(
        ["(0,,1.50,1,,1,1.50)", "(1,-100.00,0.00,1,-100.00,1,0.00)", "(2,,,,,,)"],
        await GrowthAsync((2, 10, 0m), (1, 0, 0m), (0, 10, 1.5m)));

    [Fact]
    public async Task Growth_OldestDayAsked_IsComparedWithTheOneBefore() => Assert.Equal(
        ["(30,10.00,,70,0.14,,)"],
        await GrowthAsync((100, 100, null), (30, 110, null)));

    private async Task<IReadOnlyList<string>> GrowthAsync(params (int DaysAgo, long? Followers, decimal? Rate)[] days)
    {
        string handle = $"page{Guid.NewGuid():N}";
        foreach ((int daysAgo, long? followers, decimal? rate) in days)
        {
            await pipeline.ExecuteAsync(
                """
                insert into ingestion.metrics (platform, handle, metric_date, followers, engagement_rate, collection_source,
                    observed_at, snapshot_id, created_at, updated_at)
                values ('x', @handle, (now() at time zone 'UTC')::date - @daysAgo, @followers, @rate, 'brightdata',
                    now(), 's', now(), now())
                """,
                new { handle, daysAgo, followers, rate });
        }

        return await pipeline.Database.QueryAsync<string>(
            """
            select ((now() at time zone 'UTC')::date - metric_date, follower_growth_rate, engagement_growth_rate,
                days_since_previous, follower_growth_per_day, engagement_days_since_previous, engagement_growth_per_day)::text
            from ingestion.calculate_growth_rates(@handle, 'x')
            """,
            new { handle },
            CancellationToken.None);
    }
}
