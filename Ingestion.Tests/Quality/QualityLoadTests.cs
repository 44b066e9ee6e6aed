using Ingestion.Core.Crawls;
using Ingestion.Core.Normalize;
using Ingestion.Core.Quality;
using Ingestion.Core.Store;
using Ingestion.Tests.Normalize;
using Ingestion.Tests.Persistence;
using Ingestion.Tests.Store;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Quality;

/// <summary>The step as the pipeline runs it: inside a load, between merge and commit.</summary>
[Trait("Category", "Postgres")]
public sealed class QualityLoadTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>
{
    private static readonly QualityStep Step = new(Options.Create(new QualityOptions()));

    [RealRecordsFact]
    public async Task Load_RealPosts_GivesMetricsThatAddUp()
    {
        NormalizedFile file = await Normalizing.ReadAsync(PipelineDatabase.DatasetId, RealRecords.Read(RealRecords.Facebook));
        RecordBatch batch = Records.Batch(file.Posts);
        batch.Authors.AddRange(file.Authors);
        LoadInput input = await InputAsync();

        QualityResult first = await LoadAsync(input, batch);
        string rows = await VersionsAsync();

        Assert.Null(first.Empty);
        Assert.Equal(file.Posts.Sum(post => post.Counts.Likes ?? 0), await SumAsync("sum(likes)", "sd_real"));
        Assert.Equal(file.Posts.Count(post => Rate(post) is > 20 and <= 100), first.Warnings);
        Assert.Equal(file.Posts.Count(post => post.PublishedAt is null || Rate(post) > 100), first.Errors);
        Assert.Equal(
            file.Posts.Select(post => (post.Author.Handle, post.ObservedAt.UtcDateTime.Date)).Distinct().Count(),
            await pipeline.CountAsync("metrics where snapshot_id = 'sd_real'"));
        Assert.Equal(first, await LoadAsync(input, batch));
        Assert.Equal(rows, await VersionsAsync());
    }

    [RealRecordsFact]
    public async Task Load_RealProfiles_HaveADayEach()
    {
        NormalizedFile file = await Normalizing.ReadAsync("gd_l1villgoiiidt09ci", RealRecords.Read(RealRecords.TikTokProfiles));
        LoadInput input = await InputAsync() with { SnapshotId = "sd_tiktok", Platform = "tiktok" };

        QualityResult result = await LoadAsync(input, Records.Profiles(file.Profiles));

        Assert.Equal(file.Profiles.Count(profile => profile.Followers is null), result.Errors);
        Assert.Equal(
            file.Profiles.Select(profile => (profile.Handle, profile.ObservedAt.UtcDateTime.Date)).Distinct().Count(),
            await pipeline.CountAsync("metrics where snapshot_id = 'sd_tiktok'"));
        Assert.Equal(file.Profiles.Sum(profile => profile.Followers ?? 0), await SumAsync("sum(followers)", "sd_tiktok"));
    }

    [Fact]
    public async Task Load_ProfilesOnly_GivesTheirDay()
    {
        LoadInput input = await InputAsync() with { SnapshotId = "sd_profiles" };

        QualityResult result = await LoadAsync(
            input, Records.Profiles(Records.Profile("a", followers: 7), Records.Profile("b", index: 1)));

        Assert.Equal(new QualityResult(1, 0, null), result);
        Assert.Equal(1, await pipeline.CountAsync("metrics where handle = 'a' and followers = 7 and data_quality_score = 1"));
        Assert.Equal(1, await pipeline.CountAsync("metrics where handle = 'b' and data_quality_score = 0.5"));
    }

    [Theory]
    [InlineData(true, EmptyResult.TrueEmpty)]
    [InlineData(false, EmptyResult.Failed)]
    public async Task Load_OnlyErrors_SaysWhichNothingItWas(bool isEmptyWindow, EmptyResult expected)
    {
        RecordBatch batch = new();
        batch.ProviderErrors.Add(new ProviderErrorRecord(new RecordPlace(0, 0, 1), "dead_page", isEmptyWindow));

        QualityResult result = await LoadAsync(await InputAsync() with { SnapshotId = "sd_nothing" }, batch);

        Assert.Equal(new QualityResult(0, 0, expected), result);
    }

    [Fact]
    public async Task Loads_OfTheSameProfilesAtOnce_WaitForEachOther()
    {
        CanonicalProfile[] profiles =
            [.. Enumerable.Range(0, 300).Select(number => Records.Profile($"p{number}", followers: 7))];
        IEnumerable<Task<QualityResult>> loads = Enumerable.Range(0, 6).Select(async number => await LoadAsync(
            await InputAsync() with { SnapshotId = $"sd_{number}" },
            Records.Profiles(number % 2 == 0 ? profiles : profiles.Reverse())));

        await Task.WhenAll(loads);

        Assert.Equal(300, await pipeline.CountAsync("metrics where handle like 'p%' and followers = 7"));
    }

    private async Task<QualityResult> LoadAsync(LoadInput input, RecordBatch batch)
    {
        await using SnapshotLoad load = await new SnapshotLoader(pipeline.Database).BeginAsync(input, CancellationToken.None);
        await load.AddAsync(batch, CancellationToken.None);
        LoadCounts counts = await load.MergeAsync(CancellationToken.None);
        long emptyWindows = batch.ProviderErrors.Count(error => error.IsEmptyWindow);
        QualityInput quality = new(input, counts, emptyWindows, Normalizing.DownloadedAt);
        QualityResult result = await load.RunAsync(connection => Step.RunAsync(connection, quality, CancellationToken.None));
        await load.CommitAsync(CancellationToken.None);
        return result;
    }

    private async Task<LoadInput> InputAsync()
    {
        Crawl crawl = await pipeline.SubmitAsync();
        return new LoadInput
        {
            SnapshotId = "sd_real",
            CrawlId = crawl.CrawlId,
            DatasetId = crawl.Request.DatasetId,
            Platform = "facebook",
            MapperVersion = 1,
            Labels = new PostLabels(null, null, null, null),
            At = pipeline.Clock.GetUtcNow(),
        };
    }

    private static decimal? Rate(CanonicalPost post) => EngagementRate.Of(post.Counts, post.Author.Followers);

    private Task<long> SumAsync(string sum, string snapshotId) => pipeline.Database.ScalarAsync<long>(
        $"select {sum}::bigint from ingestion.metrics where snapshot_id = @snapshotId",
        new { snapshotId },
        CancellationToken.None);

    private async Task<string> VersionsAsync() => await pipeline.Database.ScalarAsync<string>(
        """
        select string_agg(version, ' ' order by version) from (
            select ctid::text || xmin::text as version from ingestion.quality_findings where snapshot_id = 'sd_real'
            union all select ctid::text || xmin::text from ingestion.metrics where snapshot_id = 'sd_real') v
        """,
        null,
        CancellationToken.None) ?? "";
}
