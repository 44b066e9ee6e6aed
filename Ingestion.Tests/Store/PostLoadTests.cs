using Ingestion.Core.Normalize;
using Ingestion.Core.Store;
using Xunit;

namespace Ingestion.Tests.Store;

[Trait("Category", "Postgres")]
public sealed class PostLoadTests(LoadDatabase database) : IClassFixture<LoadDatabase>
{
    private const string Posts = "social_posts";
    private const string Counts = "post_engagement_metrics";
    private const string History = "engagement_snapshots";
    private const string LikesOverTime =
        "select string_agg(likes::text, ',' order by observed_at) from ingestion.engagement_snapshots where platform = @Platform";

    [Fact]
    public async Task Load_NewPosts_AreStored()
    {
        LoadInput input = database.Input();

        LoadCounts counts = await database.LoadAsync(input, Records.Batch(Records.Post("1"), Records.Post("2", index: 1)));

        Assert.Equal(new LoadCounts(2, 0, 0, 0, 0), counts);
        Assert.Equal("10,10", await database.ValueAsync<string>(input, LikesOverTime));
    }

    [Fact]
    public async Task Load_SameSnapshotAgain_TouchesNothing()
    {
        LoadInput input = database.Input();
        RecordBatch batch = Records.Batch(Records.Post("1"), Records.Post("2", index: 1));
        await database.LoadAsync(input, batch);
        string[] before = [await database.RowsAsync(input, Posts), await database.RowsAsync(input, Counts), await database.RowsAsync(input, History)];

        LoadCounts counts = await database.LoadAsync(input with { At = input.At.AddHours(1) }, batch);

        Assert.Equal(new LoadCounts(0, 0, 2, 0, 0), counts);
        string[] after = [await database.RowsAsync(input, Posts), await database.RowsAsync(input, Counts), await database.RowsAsync(input, History)];
        Assert.Equal(before, after);
    }

    [Fact]
    public async Task Load_OnlyCountsChanged_LeavesThePostAlone()
    {
        LoadInput input = database.Input();
        await database.LoadAsync(input, Records.Batch(Records.Post("1")));
        string before = await database.RowsAsync(input, Posts);

        LoadCounts counts = await database.LoadAsync(input, Records.Batch(Records.Post("1", minute: 1, likes: 11)));

        Assert.Equal(new LoadCounts(0, 1, 0, 0, 0), counts);
        Assert.Equal(before, await database.RowsAsync(input, Posts));
        Assert.Equal("10,11", await database.ValueAsync<string>(input, LikesOverTime));
    }

    [Fact]
    public async Task Load_OnlyContentChanged_LeavesTheCountsAlone()
    {
        LoadInput input = database.Input();
        await database.LoadAsync(input, Records.Batch(Records.Post("1")));
        string before = await database.RowsAsync(input, Counts);

        LoadCounts counts = await database.LoadAsync(input, Records.Batch(Records.Post("1", minute: 1, text: "Edited")));

        Assert.Equal(new LoadCounts(0, 1, 0, 0, 0), counts);
        Assert.Equal(before, await database.RowsAsync(input, Counts));
        Assert.Equal("10", await database.ValueAsync<string>(input, LikesOverTime));
    }

    [Fact]
    public async Task Load_OlderObservation_OnlyAddsToTheHistory()
    {
        LoadInput input = database.Input();
        await database.LoadAsync(input, Records.Batch(Records.Post("1", minute: 5)));
        string[] before = [await database.RowsAsync(input, Posts), await database.RowsAsync(input, Counts)];

        LoadCounts counts = await database.LoadAsync(input, Records.Batch(Records.Post("1", minute: 1, likes: 7, text: "First words")));

        Assert.Equal(new LoadCounts(0, 0, 1, 0, 0), counts);
        string[] after = [await database.RowsAsync(input, Posts), await database.RowsAsync(input, Counts)];
        Assert.Equal(before, after);
        Assert.Equal("7,10", await database.ValueAsync<string>(input, LikesOverTime));
    }

    [Fact]
    public async Task Load_OlderObservationThatWasNoChangeAtItsTime_AddsNothing()
    {
        LoadInput input = database.Input();
        await database.LoadAsync(input, Records.Batch(Records.Post("1", minute: 0)));
        await database.LoadAsync(input, Records.Batch(Records.Post("1", minute: 9, likes: 99)));

        await database.LoadAsync(input, Records.Batch(Records.Post("1", minute: 5)));

        Assert.Equal("10,99", await database.ValueAsync<string>(input, LikesOverTime));
    }

    [Fact]
    public async Task Load_SameObservationReadAnew_CorrectsRowsAndHistory()
    {
        LoadInput input = database.Input();
        await database.LoadAsync(input, Records.Batch(Records.Post("1", likes: null)));

        LoadCounts counts = await database.LoadAsync(
            input with { MapperVersion = 2 }, Records.Batch(Records.Post("1", likes: 12, text: "Hello, whole")));

        Assert.Equal(new LoadCounts(0, 1, 0, 0, 0), counts);
        Assert.Equal("12", await database.ValueAsync<string>(input, LikesOverTime));
        Assert.Equal("Hello, whole", await database.ValueAsync<string>(input, "select text from ingestion.social_posts where platform = @Platform"));
    }

    [Fact]
    public async Task Load_DuplicatesInTheSnapshot_LatestObservationThenLastRecordWins()
    {
        LoadInput input = database.Input();

        LoadCounts counts = await database.LoadAsync(
            input,
            Records.Batch(Records.Post("1", minute: 2, likes: 20, index: 0), Records.Post("1", minute: 1, likes: 30, index: 1)),
            Records.Batch(Records.Post("1", minute: 2, likes: 40, index: 2)));

        Assert.Equal(new LoadCounts(1, 0, 2, 0, 0), counts);
        Assert.Equal("40", await database.ValueAsync<string>(input, LikesOverTime));
        Assert.Equal(2, await database.ValueAsync<long>(input, "select record_index from ingestion.social_posts where platform = @Platform"));
    }

    [Fact]
    public async Task Load_OnlyTheAuthorsFollowersChanged_IsUnchanged()
    {
        LoadInput input = database.Input();
        CanonicalPost post = Records.Post("1");
        await database.LoadAsync(input, Records.Batch(post));

        LoadCounts counts = await database.LoadAsync(input, Records.Batch(post with
        {
            ObservedAt = post.ObservedAt.AddDays(1),
            Author = post.Author with { Followers = 230_000_001 },
        }));

        Assert.Equal(1, counts.Unchanged);
    }

    [Fact]
    public async Task Load_MediaSignedAnew_IsUnchanged()
    {
        LoadInput input = database.Input();
        CanonicalPost post = Records.Post("1");
        await database.LoadAsync(input, Records.Batch(Signed(post, "https://scontent-dfw5-2.xx.fbcdn.net/v/t39/1_n.jpg?oh=00_A&oe=669C0071")));

        LoadCounts counts = await database.LoadAsync(
            input, Records.Batch(Signed(post, "https://scontent-lga3-1.xx.fbcdn.net/v/t39/1_n.jpg?oh=00_B&oe=779C0071")));

        Assert.Equal(1, counts.Unchanged);
    }

    private static CanonicalPost Signed(CanonicalPost post, string url) =>
        post with { Media = [new PostMedia("photo", url, null, 640, 480)] };
}
