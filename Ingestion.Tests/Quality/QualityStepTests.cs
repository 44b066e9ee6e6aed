using System.Globalization;
using Ingestion.Core.Quality;
using Ingestion.Tests.Persistence;
using Xunit;

namespace Ingestion.Tests.Quality;

[Trait("Category", "Postgres")]
public sealed class QualityStepTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>
{
    private StagedSnapshot Snapshot => new(pipeline);

    [Fact]
    public async Task Post_Complete_HasNoFinding()
    {
        StagedSnapshot snapshot = Snapshot with
        {
            Posts = [new StagedPost { Likes = 0, Comments = 0, Rate = 20m }],
            Profiles = [new StagedProfile { Followers = null }],
        };

        QualityResult result = await snapshot.CheckAsync();

        Assert.Equal(new QualityResult(0, 0, null), result);
        Assert.Empty(await FindingsAsync(snapshot));
    }

    [Fact]
    public async Task Post_RequiredFieldsMissing_AreErrorsEach()
    {
        StagedSnapshot snapshot = Snapshot with
        {
            Posts =
            [
                new StagedPost { PostId = "1", PublishedAt = null }, new StagedPost { PostId = "2", Url = "" },
                new StagedPost { PostId = "3", Author = "" },
            ],
        };

        Assert.Equal(3, (await snapshot.CheckAsync()).Errors);
        Assert.Equal(
            [
                "post 1 required_field published_at error ", "post 2 required_field url error ",
                "post 3 required_field author_handle error ",
            ],
            await FindingsAsync(snapshot));
    }

    [Fact]
    public async Task Profile_WithoutFollowers_IsAnErrorOnlyWhenItIsARecord()
    {
        StagedSnapshot author = Snapshot with { Profiles = [new StagedProfile()] };
        StagedSnapshot profile = Snapshot with { Profiles = [new StagedProfile { IsRecord = true }] };

        Assert.Equal(0, (await author.CheckAsync()).Errors);
        Assert.Equal(1, (await profile.CheckAsync()).Errors);
        Assert.Equal(["profile espn required_field followers error "], await FindingsAsync(profile));
    }

    [Fact]
    public async Task Counts_Negative_AreErrorsAndStayOutOfTheMetrics()
    {
        StagedSnapshot snapshot = Snapshot with
        {
            Posts = [new StagedPost { PostId = "1", Author = "negative", Likes = -1, Comments = 4 }],
            Profiles = [new StagedProfile { Handle = "negative", Followers = 10, Following = -5 }],
        };

        Assert.Equal(2, (await snapshot.CheckAsync()).Errors);
        Assert.Equal(
            ["post 1 negative_count likes error -1", "profile negative negative_count following error -5"],
            await FindingsAsync(snapshot));
        Assert.Equal(1, await pipeline.CountAsync(
            "metrics where handle = 'negative' and likes is null and comments = 4 and following is null and followers = 10"));
    }

    [Theory]
    [InlineData("20.0", null)]
    [InlineData("20.000001", "engagement_high engagement_rate warning 20.00")]
    [InlineData("100", "engagement_high engagement_rate warning 100.00")]
    [InlineData("100.01", "engagement_over_limit engagement_rate error 100.01")]
    public async Task Engagement_AtEachThreshold_IsJudgedByIt(string rate, string? finding)
    {
        StagedSnapshot snapshot = Snapshot with
        {
            Posts = [new StagedPost { PostId = "1", Rate = decimal.Parse(rate, CultureInfo.InvariantCulture) }],
        };

        await snapshot.CheckAsync();

        Assert.Equal(finding is null ? [] : [$"post 1 {finding}"], await FindingsAsync(snapshot));
    }

    [Fact]
    public async Task Findings_MoreThanTheCap_AreCountedInOneMore()
    {
        StagedSnapshot snapshot = Snapshot with
        {
            Options = new QualityOptions { MaxFindingsPerRule = 2 },
            Posts = [.. Enumerable.Range(1, 5).Select(number => new StagedPost { PostId = $"{number}", PublishedAt = null })],
        };

        Assert.Equal(5, (await snapshot.CheckAsync()).Errors);
        Assert.Equal(
            [
                "post 1 required_field published_at error ", "post 2 required_field published_at error ",
                $"snapshot {snapshot.SnapshotId} required_field findings error 3",
            ],
            await FindingsAsync(snapshot));
    }

    [Fact]
    public async Task Replay_SameRows_WritesNothing()
    {
        StagedSnapshot snapshot = Snapshot with
        {
            CrawlId = (await pipeline.SubmitAsync()).CrawlId,
            Posts = [new StagedPost { Author = "replayed", PublishedAt = null, Likes = 1, Rate = 30m }],
        };
        await snapshot.CheckAsync();
        IReadOnlyList<string> first = await VersionsAsync(snapshot);
        pipeline.Clock.Advance(TimeSpan.FromHours(1));

        await snapshot.CheckAsync();

        Assert.Equal(3, first.Count);
        Assert.Equal(first, await VersionsAsync(snapshot));
    }

    [Fact]
    public async Task Replay_OtherRows_ReplacesTheFindings()
    {
        StagedSnapshot snapshot = Snapshot with
        {
            CrawlId = (await pipeline.SubmitAsync()).CrawlId,
            Posts = [new StagedPost { PostId = "1", PublishedAt = null }, new StagedPost { PostId = "2", Rate = 30m }],
        };
        await snapshot.CheckAsync();

        await (snapshot with { Posts = [new StagedPost { PostId = "2", Rate = 40m }] }).CheckAsync();

        Assert.Equal(["post 2 engagement_high engagement_rate warning 40.00"], await FindingsAsync(snapshot));
    }

    [Fact]
    public async Task Finding_Text_SaysWhatIsWrongAndWhatToDo()
    {
        StagedSnapshot snapshot = Snapshot with { Posts = [new StagedPost { PostId = "1", Rate = 120m }] };

        await snapshot.CheckAsync();

        Assert.Equal(1, await pipeline.CountAsync($"""
            quality_findings where snapshot_id = '{snapshot.SnapshotId}' and platform = 'facebook'
            and observed_at = '2026-11-20 08:00Z'
            and message = 'The engagement rate of 120.00 % is above what is possible' and suggestion like 'Check the author%'
            """));
    }

    private Task<IReadOnlyList<string>> FindingsAsync(StagedSnapshot snapshot) => pipeline.Database.QueryAsync<string>(
        """
        select format('%s %s %s %s %s %s', subject_type, subject_id, rule, field, severity, value)
        from ingestion.quality_findings where snapshot_id = @SnapshotId order by 1
        """,
        new { snapshot.SnapshotId },
        CancellationToken.None);

    /// <summary>Where the rows are: a row that is written again is another one.</summary>
    private Task<IReadOnlyList<string>> VersionsAsync(StagedSnapshot snapshot) => pipeline.Database.QueryAsync<string>(
        """
        select ctid::text || xmin::text from ingestion.quality_findings where snapshot_id = @SnapshotId
        union all select ctid::text || xmin::text from ingestion.metrics where snapshot_id = @SnapshotId order by 1
        """,
        new { snapshot.SnapshotId },
        CancellationToken.None);
}
