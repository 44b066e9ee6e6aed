using Ingestion.Core.Normalize;
using Ingestion.Core.Store;
using Xunit;

namespace Ingestion.Tests.Store;

[Trait("Category", "Postgres")]
public sealed class LoadModelTests(LoadDatabase database) : IClassFixture<LoadDatabase>
{
    private const string LinesSql = """
        select coalesce(array_agg(line order by post_id), '{}') from (
            select p.post_id, format('%s: %s@%s %s@%s [%s]', p.post_id,
                p.text, minute(p.observed_at), m.likes, minute(m.observed_at), string_agg(
                    format('%s@%s', h.likes, minute(h.observed_at)), ' ' order by h.observed_at)) as line
            from ingestion.social_posts p
            join ingestion.post_engagement_metrics m using (platform, post_id)
            join ingestion.engagement_snapshots h using (platform, post_id)
            where platform = @Platform
            group by p.post_id, p.text, p.observed_at, m.likes, m.observed_at
        ) lines
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Load_RandomObservationsInRandomOrder_EndAsInTheModel(int seed)
    {
        await DefineMinuteAsync();
        Random random = new(seed);
        LoadInput input = database.Input();
        LoadModel model = new();
        for (int round = 0; round < 40; round++)
        {
            CanonicalPost[] snapshot = [.. Enumerable.Range(0, random.Next(1, 40)).Select(index => Observation(random, index))];

            LoadCounts counts = await database.LoadAsync(input, [.. snapshot.Chunk(random.Next(1, 20)).Select(part => Records.Batch(part))]);

            Assert.Equal(model.Load(snapshot), ((int)counts.Stored, (int)counts.Updated, (int)counts.Unchanged));
            Assert.Equal(model.Lines(), await database.ValueAsync<string[]>(input, LinesSql));
        }
    }

    /// <summary>Each post only ever moves on, so that every order of the loads has the same end.</summary>
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Load_RandomObservationsConcurrently_EndWithTheLatest(int seed)
    {
        Random random = new(seed);
        LoadInput input = database.Input();
        CanonicalPost[][] snapshots =
        [
            .. Enumerable.Range(0, 60).Select(_ => Enumerable.Range(0, 50).Select(index => Growing(random, index)).ToArray()),
        ];

        await Parallel.ForEachAsync(
            snapshots,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (snapshot, _) => await database.LoadAsync(input, Records.Batch(snapshot)));

        IEnumerable<string> latest = snapshots.SelectMany(snapshot => snapshot)
            .GroupBy(post => post.PostId)
            .Select(posts => posts.MaxBy(post => post.ObservedAt)!)
            .OrderBy(post => post.PostId, StringComparer.Ordinal)
            .Select(post => $"{post.PostId} {post.Text} {post.Counts.Likes}");
        Assert.Equal(latest, await database.ValueAsync<string[]>(input, """
            select array_agg(concat_ws(' ', post_id, text, likes) order by post_id)
            from ingestion.social_posts join ingestion.post_engagement_metrics using (platform, post_id) where platform = @Platform
            """));
    }

    private static CanonicalPost Observation(Random random, int index) => Records.Post(
        $"{random.Next(12)}", random.Next(15), random.Next(3) == 0 ? null : random.Next(3), $"Text {random.Next(2)}", index);

    private static CanonicalPost Growing(Random random, int index)
    {
        int minute = random.Next(200);
        return Records.Post($"{random.Next(80)}", minute, minute / 7, $"Text {minute / 11}", index);
    }

    private Task<int> DefineMinuteAsync() => database.Pipeline.ExecuteAsync($"""
        create or replace function minute(at timestamptz) returns integer language sql immutable
        as $$ select (extract(epoch from at - '{Records.Start:O}'::timestamptz) / 60)::integer $$
        """);
}
