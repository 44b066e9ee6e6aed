using Ingestion.Core.Normalize;
using Ingestion.Core.Store;
using Xunit;

namespace Ingestion.Tests.Store;

[Trait("Category", "Postgres")]
public sealed class ConcurrentLoadTests(LoadDatabase database) : IClassFixture<LoadDatabase>
{
    private const int Posts = 300;

    /// <summary>
    /// Half of the posts of a round are new, and in every third round all are. A deadlock would be a
    /// <c>DatabaseUnavailableException</c> here.
    /// </summary>
    [Fact]
    public async Task Load_SamePostsInOppositeOrder_NeverDeadlocks()
    {
        LoadInput input = database.Input();
        int first = 0;
        int end = 0;
        for (int round = 0; round < 30; round++)
        {
            (int from, int minute) = (first, round);
            LoadCounts[] counts = await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => LoadAsync(
                input with { SnapshotId = $"sd_{worker}" }, minute, likes: (10 * minute) + worker, isReversed: worker % 2 == 1, from)));

            Assert.Equal(first + Posts - end, counts.Sum(count => count.Stored));
            Assert.All(counts, count => Assert.Equal(Posts, count.Received));
            end = first + Posts;
            first += round % 3 == 2 ? Posts : Posts / 2;
        }

        Assert.Equal(end, await database.ValueAsync<long>(input, "select count(*) from ingestion.social_posts where platform = @Platform"));
        Assert.Equal(end, await database.ValueAsync<long>(input, "select count(*) from ingestion.follower_metrics where platform = @Platform"));
    }

    [Fact]
    public async Task Load_SameSnapshotTwiceAtOnce_StoresEachPostOnce()
    {
        LoadInput input = database.Input();

        LoadCounts[] counts = await Task.WhenAll(
            LoadAsync(input, 0, likes: 1, isReversed: false), LoadAsync(input, 0, likes: 1, isReversed: true));

        Assert.Equal((Posts, 0, Posts), (counts.Sum(count => count.Stored), counts.Sum(count => count.Updated), counts.Sum(count => count.Unchanged)));
    }

    [Fact]
    public async Task Merge_AnotherLoadWasFasterWithNewerValues_LeavesThem()
    {
        LoadInput input = database.Input();
        await using SnapshotLoad slow = await database.Loader.BeginAsync(input, CancellationToken.None);
        await slow.AddAsync(Records.Batch(Records.Post("1", minute: 1, likes: 1, text: "Old")), CancellationToken.None);
        await database.LoadAsync(input, Records.Batch(Records.Post("1", minute: 2, likes: 2, text: "New")));

        LoadCounts counts = await slow.MergeAsync(CancellationToken.None);
        await slow.CommitAsync(CancellationToken.None);

        Assert.Equal(1, counts.Unchanged);
        Assert.Equal("New", await database.ValueAsync<string>(input, "select text from ingestion.social_posts where platform = @Platform"));
        Assert.Equal("1,2", await database.ValueAsync<string>(
            input, "select string_agg(likes::text, ',' order by observed_at) from ingestion.engagement_snapshots where platform = @Platform"));
    }

    private Task<LoadCounts> LoadAsync(LoadInput input, int minute, long likes, bool isReversed, int first = 0)
    {
        IEnumerable<CanonicalPost> posts = Enumerable.Range(first, Posts)
            .Select(number => Records.Post($"{number}", minute, likes, text: $"Text {likes}", index: number));
        RecordBatch batch = Records.Batch(isReversed ? posts.Reverse() : posts);
        batch.Authors.AddRange(batch.Posts.Select(post => Records.Profile($"author{post.PostId}", minute, likes, post.Place.Index)));
        return database.LoadAsync(input, batch);
    }
}
