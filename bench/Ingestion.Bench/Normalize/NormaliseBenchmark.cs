using System.Diagnostics;
using System.Globalization;
using Ingestion.Bench.Measure;
using Ingestion.Core.Normalize;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;
using Ingestion.Core.Normalize.Reading;

namespace Ingestion.Bench.Normalize;

/// <summary>
/// Real records to canonical posts on one core, against a scan that only reads the tokens of the same bytes, and against
/// <c>JsonSerializer</c> into the same posts.
/// </summary>
internal static class NormaliseBenchmark
{
    private const int Rounds = 5;
    private const long RoundBytes = 1_000_000_000;

    // A machine that others use too changes its speed within a second, so all take turns that are much shorter.
    private const int TurnsPerRound = 20;

    private const int WarmUpTurns = 5;
    private const double MB = 1e6;

    private static readonly DateTimeOffset DownloadedAt = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        using OneCore core = new();
        List<Comparison> comparisons = [];
        foreach ((string name, string file, string dataset, SerializerPeer peer) in Cases())
        {
            RealSnapshots real = RealSnapshots.Read(file);
            Comparison scan = new($"normalise {name}, MB per second, against a bare scan", 0.35, 0.6);
            Comparison serializer = new($"normalise {name}, MB per second, against JsonSerializer", 1.3, 2);
            await CheckSamePostsAsync(real, dataset, peer, cancellationToken);
            await MeasureAsync(real, dataset, peer, WarmUpTurns, cancellationToken);
            for (int round = 0; round < Rounds; round++)
            {
                Rates rates = await MeasureAsync(real, dataset, peer, TurnsPerRound, cancellationToken);
                scan.Add(rates.Product / MB, rates.Scan / MB);
                serializer.Add(rates.Product / MB, rates.Serializer / MB);
            }

            comparisons.Add(scan);
            comparisons.Add(serializer);
        }

        Console.WriteLine(Comparison.Header);
        comparisons.ForEach(Console.WriteLine);
    }

    private static IEnumerable<(string Name, string File, string Dataset, SerializerPeer Peer)> Cases()
    {
        yield return ("Facebook posts", "facebook_posts.json", "gd_lkaxegm826bjpoo9m5", SerializerPeer.OfFacebook(DownloadedAt));
        yield return ("X posts", "x_posts.json", "gd_lwxkxvnf1cynvib9co", SerializerPeer.OfX(DownloadedAt));
    }

    private static async Task<Rates> MeasureAsync(
        RealSnapshots real, string dataset, SerializerPeer peer, int turns, CancellationToken cancellationToken)
    {
        int repetitions = (int)Math.Max(1, RoundBytes / TurnsPerRound / real.Bytes.Length);
        TimeSpan product = default;
        TimeSpan scan = default;
        TimeSpan serializer = default;
        for (int turn = 0; turn < turns; turn++)
        {
            product += await TimeAsync(snapshot => NormaliseAsync(snapshot, dataset, cancellationToken));
            scan += await TimeAsync(snapshot => Task.FromResult(BareScan.CountRecords(snapshot)));
            serializer += await TimeAsync(snapshot => peer.CountAsync(snapshot, cancellationToken));
        }

        double bytes = (double)turns * repetitions * real.Bytes.Length;
        return new Rates(bytes / product.TotalSeconds, bytes / scan.TotalSeconds, bytes / serializer.TotalSeconds);

        async Task<TimeSpan> TimeAsync(Func<RepeatedRecords, Task<long>> read)
        {
            using RepeatedRecords snapshot = new(real.Bytes, repetitions);
            long started = Stopwatch.GetTimestamp();
            Check(await read(snapshot), repetitions * real.Count);
            return Stopwatch.GetElapsedTime(started);
        }
    }

    private static async Task<long> NormaliseAsync(RepeatedRecords snapshot, string dataset, CancellationToken cancellationToken)
    {
        long posts = 0;
        await foreach (RecordBatch batch in Records(dataset).ReadAsync(snapshot, cancellationToken))
        {
            posts += batch.Posts.Count;
        }

        return posts;
    }

    /// <summary>Both make the same of the real records, as far as the peer reads them.</summary>
    private static async Task CheckSamePostsAsync(
        RealSnapshots real, string dataset, SerializerPeer peer, CancellationToken cancellationToken)
    {
        using RepeatedRecords once = new(real.Bytes, 1);
        List<CanonicalPost> expected = await peer.ReadAsync(once, cancellationToken);
        using RepeatedRecords again = new(real.Bytes, 1);
        int at = 0;
        await foreach (RecordBatch batch in Records(dataset).ReadAsync(again, cancellationToken))
        {
            foreach (CanonicalPost post in batch.Posts)
            {
                CanonicalPost other = expected[at++];
                if ((post.PostId, post.Text, post.PublishedAt, post.Counts.Likes, post.Counts.Comments) !=
                    (other.PostId, other.Text, other.PublishedAt, other.Counts.Likes, other.Counts.Comments))
                {
                    throw new BenchException($"The peer makes another post of record {at} of {dataset}, {post.PostId}.");
                }
            }
        }
    }

    private static SnapshotRecords Records(string dataset)
    {
        DatasetMapper mapper = DatasetMappers.Find(dataset) ?? throw new BenchException($"There is no mapper for {dataset}.");
        return new SnapshotRecords(mapper, new FieldTally(mapper.Fields), new RecordLimits(), DownloadedAt);
    }

    private static void Check(long records, long expected)
    {
        if (records != expected)
        {
            throw new BenchException(string.Create(
                CultureInfo.InvariantCulture, $"{records} records came out instead of {expected}."));
        }
    }

    /// <summary>Bytes per second.</summary>
    private sealed record Rates(double Product, double Scan, double Serializer);
}
