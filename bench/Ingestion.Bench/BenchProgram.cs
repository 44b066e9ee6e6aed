using Ingestion.Bench.Download;
using Ingestion.Bench.Http;
using Ingestion.Bench.Normalize;
using Ingestion.Bench.Orchestrations;
using Ingestion.Bench.Pipeline;
using Ingestion.Bench.Read;
using Ingestion.Bench.Sync;
using Ingestion.Bench.Upsert;
using Ingestion.Bench.Waiting;
using Ingestion.Local;
using Ingestion.Local.Commands;

namespace Ingestion.Bench;

/// <summary>The program's edge. Exit codes: 0 measured (a missed floor is printed), 1 could not measure, 2 unknown name, 130 interrupted.</summary>
internal static class BenchProgram
{
    private const int Failed = 1;
    private const int Misused = 2;
    private const int Interrupted = 130;

    private static readonly Dictionary<string, Func<CancellationToken, Task>> Benchmarks = new()
    {
        ["http"] = HttpBenchmark.RunAsync,
        ["orchestrations"] = OrchestrationsBenchmark.RunAsync,
        ["waiting"] = WaitingBenchmark.RunAsync,
        ["download"] = DownloadBenchmark.RunAsync,
        ["upsert"] = UpsertBenchmark.RunAsync,
        ["memory"] = MemoryBenchmark.RunAsync,
        ["pipeline"] = PipelineBenchmark.RunAsync,
        ["read"] = ReadBenchmark.RunAsync,
        ["normalise"] = NormaliseBenchmark.RunAsync,
        ["sync"] = SyncBenchmark.RunAsync,
    };

    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        if (args is [BareServer.Command, var port])
        {
            await BareServer.RunAsync(port);
            return 0;
        }

        if (args is not [var name] || (name != "all" && !Benchmarks.ContainsKey(name)))
        {
            await Console.Error.WriteLineAsync($"Name one benchmark: {string.Join(", ", Benchmarks.Keys)}, or all.");
            return Misused;
        }

        await using ShutdownSignal shutdown = new(TimeProvider.System);
        try
        {
            foreach (string chosen in name == "all" ? [.. Benchmarks.Keys] : new[] { name })
            {
                Console.WriteLine($"== {chosen}");
                await Benchmarks[chosen](shutdown.Token);
            }

            return 0;
        }
        catch (OperationCanceledException) when (shutdown.Token.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (Exception fault) when (fault is LocalException or BenchException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return Failed;
        }
    }
}
