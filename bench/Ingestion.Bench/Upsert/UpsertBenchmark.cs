using System.Globalization;
using Ingestion.Bench.Measure;
using Ingestion.Bench.Servers;
using Ingestion.Core.Persistence;
using Ingestion.Core.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Ingestion.Bench.Upsert;

/// <summary>
/// A snapshot's posts into the tables, with all their indexes: the load against one Dapper Execute per row. New posts, the same with
/// other words and counts, the same once more.
/// </summary>
internal static class UpsertBenchmark
{
    private const int Rounds = 5;
    private const int DefaultPosts = 100_000;
    private const int PeerShare = 40;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        int posts = int.TryParse(Environment.GetEnvironmentVariable("BENCH_UPSERT_POSTS"), CultureInfo.InvariantCulture, out int few)
            ? few
            : DefaultPosts;
        await using BenchServers servers = await BenchServers.StartAsync(withBlobs: false, cancellationToken);
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(
            await servers.CreateDatabaseAsync("upsert", cancellationToken));
        Database database = new(source);
        await new Migrator(database, NullLogger<Migrator>.Instance).MigrateAsync(cancellationToken);
        ProductUpserts product = new(new SnapshotLoader(database), Input("product"));
        using RowByRow peer = new(source, Input("peer"));
        Turns turns = new(product, peer, posts);
        await turns.WarmUpAsync(cancellationToken);
        for (int round = 1; round <= Rounds; round++)
        {
            await turns.RunAsync(round, cancellationToken);
        }

        turns.Print();
    }

    public static LoadInput Input(string platform) => new()
    {
        SnapshotId = "sd_0",
        CrawlId = Guid.NewGuid(),
        DatasetId = "gd_lkaxegm826bjpoo9m5",
        Platform = platform,
        MapperVersion = 1,
        Labels = new PostLabels("brand", "competitor", "category", "espn"),
        At = TimeProvider.System.GetUtcNow(),
    };

    private sealed class Turns(ProductUpserts product, RowByRow peer, int posts)
    {
        private readonly Comparison _new = new("all new, posts per second", 20, 35);
        private readonly Comparison _changed = new("all changed, posts per second", 15, 25);
        private readonly Comparison _newPosts = new("all new, against one Execute per post");
        private readonly Comparison _changedPosts = new("all changed, against one Execute per post");
        private readonly Comparison _unchanged = new("unchanged (product) against all changed (product)", 2, 4);
        private long _rowsWrittenWhenUnchanged;

        public async Task WarmUpAsync(CancellationToken cancellationToken)
        {
            await product.MeasureAsync(SamplePosts.Batches(0, 2000, visit: 0, hour: 0), cancellationToken);
            await peer.MeasureRowsAsync(SamplePosts.Batches(0, 500, visit: 0, hour: 0), cancellationToken);
            await peer.MeasurePostsAsync(SamplePosts.Batches(0, 500, visit: 0, hour: 0), cancellationToken);
        }

        public async Task RunAsync(int round, CancellationToken cancellationToken)
        {
            int first = round * posts;
            int few = posts / PeerShare;
            double added = await product.MeasureAsync(SamplePosts.Batches(first, posts, visit: 1, hour: 1), cancellationToken);
            _new.Add(added, await peer.MeasureRowsAsync(SamplePosts.Batches(first, few, visit: 1, hour: 1), cancellationToken));
            _newPosts.Add(
                added, await peer.MeasurePostsAsync(SamplePosts.Batches(first + few, few, visit: 1, hour: 1), cancellationToken));
            double changed = await product.MeasureAsync(SamplePosts.Batches(first, posts, visit: 2, hour: 2), cancellationToken);
            _changed.Add(
                changed, await peer.MeasureRowsAsync(SamplePosts.Batches(first, few, visit: 2, hour: 2), cancellationToken));
            _changedPosts.Add(
                changed, await peer.MeasurePostsAsync(SamplePosts.Batches(first + few, few, visit: 2, hour: 2), cancellationToken));
            _unchanged.Add(
                await product.MeasureAsync(SamplePosts.Batches(first, posts, visit: 2, hour: 3), cancellationToken), changed);
            _rowsWrittenWhenUnchanged += product.RowsWritten;
        }

        public void Print()
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{posts} posts per load, {posts / PeerShare} for the peer"));
            Console.WriteLine(Comparison.Header);
            Console.WriteLine(_new);
            Console.WriteLine(_changed);
            Console.WriteLine(_newPosts);
            Console.WriteLine(_changedPosts);
            Console.WriteLine(_unchanged);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"rows written, so dead tuples left, by unchanged posts: {_rowsWrittenWhenUnchanged}"));
        }
    }
}
