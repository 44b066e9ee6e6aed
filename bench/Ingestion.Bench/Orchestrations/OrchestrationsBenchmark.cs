using Ingestion.Bench.Measure;
using Ingestion.Bench.Servers;

namespace Ingestion.Bench.Orchestrations;

/// <summary>No-op orchestrations and sequences of five activities per second, against DBOS on the same PostgreSQL.</summary>
internal static class OrchestrationsBenchmark
{
    private const int Rounds = 5;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using BenchServers servers = await BenchServers.StartAsync(withBlobs: false, cancellationToken);
        await using ProductEngine product = await ProductEngine.StartAsync(
            await servers.CreateDatabaseAsync("product", cancellationToken), cancellationToken);
        await using DbosPeer peer = await DbosPeer.StartAsync(
            await servers.CreateDatabaseAsync("dbos", cancellationToken), cancellationToken);
        Dictionary<string, Comparison> comparisons = new()
        {
            ["noop"] = new Comparison("no-op orchestrations per second", 3, 10),
            ["five"] = new Comparison("orchestrations of five activities per second", 3, 10),
        };
        foreach (string name in comparisons.Keys)
        {
            await product.MeasureAsync(name, WarmUp, cancellationToken);
            await peer.MeasureAsync(name, WarmUp, cancellationToken);
        }

        for (int round = 0; round < Rounds; round++)
        {
            foreach ((string name, Comparison comparison) in comparisons)
            {
                double ours = await product.MeasureAsync(name, Window, cancellationToken);
                double theirs = await peer.MeasureAsync(name, Window, cancellationToken);
                comparison.Add(ours, theirs);
            }
        }

        Console.WriteLine(Comparison.Header);
        foreach (Comparison comparison in comparisons.Values)
        {
            Console.WriteLine(comparison);
        }
    }
}
