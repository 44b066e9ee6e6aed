using Ingestion.Core.Read;
using Ingestion.Tests.Persistence;
using Xunit;

namespace Ingestion.Tests.Read;

[Trait("Category", "Postgres")]
public sealed class TimeBucketsTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>
{
    // Five thousand moments of the stretch, or one every six minutes.
    private const string MissedSql = """
        select count(*) from generate_series(least(@start, @end), greatest(@start, @end), greatest(interval '6 minutes', (@start - @end) / 5000, (@end - @start) / 5000)) t
        where not ingestion.post_days(t) && @buckets
        """;

    public static TheoryData<string, string> Stretches => new()
    {
        { "2026-11-21T05:00:00Z", "2026-11-21T04:00:00Z" },
        { "2026-11-21T00:00:00Z", "2026-11-20T23:59:59Z" },
        { "2026-11-21T12:00:00Z", "2026-11-13T12:00:00Z" },
        { "2026-11-21T12:00:00Z", "2026-10-01T12:00:00Z" },
        { "2026-11-21T12:00:00Z", "2025-10-01T12:00:00Z" },
        { "2026-11-21T12:00:00Z", "2016-10-01T12:00:00Z" },
        { "2000-01-02T00:00:00Z", "1998-01-02T00:00:00Z" },
        { "1994-01-01T00:00:00Z", "2004-01-01T00:00:00Z" },
        { "2026-11-01T00:00:00Z", "2026-11-30T23:59:59.999999Z" },
    };

    [Theory]
    [MemberData(nameof(Stretches))]
    public async Task Cover_Stretch_HasTheBucketsOfAllItsTimesAndNoneBeyondItsEnd(string first, string last)
    {
        DateTimeOffset start = DateTimeOffset.Parse(first, null);
        DateTimeOffset end = DateTimeOffset.Parse(last, null);

        var (buckets, reached) = TimeBuckets.Cover(start, end)!.Value;

        Assert.InRange(buckets.Count, 1, 9);
        Assert.True(start > end ? reached <= end : reached >= end);
        object parameters = new { start, end = reached, buckets = buckets.ToArray() };
        Assert.Equal(0, await pipeline.Database.ScalarAsync<long>(MissedSql, parameters, CancellationToken.None));
        DateTimeOffset beyond = reached.AddMicroseconds(start > end ? -1 : 1);
        Assert.False(await pipeline.Database.ScalarAsync<bool>(
            "select ingestion.post_days(@beyond) && @buckets", new { beyond, buckets = buckets.ToArray() }, CancellationToken.None));
    }

    [Fact]
    public void Cover_Centuries_IsNothing() =>
        Assert.Null(TimeBuckets.Cover(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100)));

    [Fact]
    public void Cover_EndOfAllTime_IsReached() => Assert.Equal(
        DateTimeOffset.MaxValue.AddMicroseconds(-1), TimeBuckets.Cover(DateTimeOffset.MaxValue.AddDays(-1), DateTimeOffset.MaxValue)!.Value.End);

    [Fact]
    public async Task None_IsTheBucketOfPostsWithoutATime() => Assert.True(await pipeline.Database.ScalarAsync<bool>(
        "select ingestion.post_days(null) = @none", new { none = TimeBuckets.None.ToArray() }, CancellationToken.None));
}
