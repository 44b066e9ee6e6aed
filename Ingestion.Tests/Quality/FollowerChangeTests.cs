using Ingestion.Core.Quality;
using Ingestion.Tests.Persistence;
using Xunit;

namespace Ingestion.Tests.Quality;

[Trait("Category", "Postgres")]
public sealed class FollowerChangeTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>
{
    [Theory]
    [InlineData(1000, 24, 2000, null)]
    [InlineData(1000, 24, 2001, "follower_growth")]
    [InlineData(1000, 24, 900, null)]
    [InlineData(1000, 24, 899, "follower_loss")]
    [InlineData(1000, 24, 0, "follower_loss")]
    [InlineData(0, 24, 1_000_000, null)]
    [InlineData(1000, 23, 2001, "follower_growth")] // Less than a day counts as one.
    [InlineData(1000, 23, 1990, null)]
    [InlineData(1000, 240, 2001, null)] // Ten days: 7.2 % a day.
    [InlineData(1000, 240, 1_025_000, "follower_growth")] // Doubled ten times.
    [InlineData(1000, 240, 349, null)] // 0.9 to the power of ten is 0.3487.
    [InlineData(1000, 240, 348, "follower_loss")]
    public async Task Followers_AfterAGap_AreJudgedByTheDay(long before, int hours, long after, string? rule)
    {
        string handle = $"page{Guid.NewGuid():N}";
        await ObserveAsync(handle, before, StagedSnapshot.Day.AddHours(-hours));

        QualityResult result = await ObserveAsync(handle, after, StagedSnapshot.Day);

        Assert.Equal(rule is null ? 0 : 1, result.Warnings);
        Assert.Equal(
            result.Warnings,
            await pipeline.CountAsync($"quality_findings where subject_id = '{handle}' and rule = '{rule}'"));
    }

    [Fact]
    public async Task Followers_FirstObservation_HasNoFinding() =>
        Assert.Equal(0, (await ObserveAsync("first", 1_000_000, StagedSnapshot.Day)).Warnings);

    [Fact]
    public async Task Followers_DayBeforeWithoutCount_IsPassedOver()
    {
        await ObserveAsync("gap", 1000, StagedSnapshot.Day.AddDays(-2));
        await ObserveAsync("gap", null, StagedSnapshot.Day.AddDays(-1));

        Assert.Equal(1, (await ObserveAsync("gap", 5000, StagedSnapshot.Day)).Warnings);
        Assert.Equal(1, await pipeline.CountAsync(
            "quality_findings where subject_id = 'gap' and value = '123.6' and message like '%from 1000 2 days earlier'"));
    }

    [Fact]
    public async Task Followers_ReplayOfEachDay_FindsTheSame()
    {
        DateTimeOffset night = StagedSnapshot.Day.Date.AddHours(23.5);
        StagedSnapshot overMidnight = new(pipeline)
        {
            CrawlId = (await pipeline.SubmitAsync()).CrawlId,
            Profiles =
            [
                new StagedProfile { Handle = "night", Followers = 100, ObservedAt = night.UtcDateTime },
                new StagedProfile { Handle = "night", Followers = 500, ObservedAt = night.UtcDateTime.AddHours(1) },
            ],
        };

        Assert.Equal(0, (await overMidnight.CheckAsync()).Warnings);
        Assert.Equal(0, (await overMidnight.CheckAsync()).Warnings);
    }

    private Task<QualityResult> ObserveAsync(string handle, long? followers, DateTimeOffset at) =>
        new StagedSnapshot(pipeline)
        {
            Profiles = [new StagedProfile { Handle = handle, Followers = followers, ObservedAt = at.UtcDateTime }],
        }.CheckAsync();
}
