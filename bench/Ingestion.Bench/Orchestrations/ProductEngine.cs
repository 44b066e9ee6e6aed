using Functions.Runtime.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ingestion.Bench.Orchestrations;

/// <summary>The local durable runtime in this process, with the concurrency of <c>host.json</c>.</summary>
internal sealed class ProductEngine : IAsyncDisposable
{
    private const int Callers = 32;
    private const int Activities = 5;
    private readonly DurableEngine _engine;

    private ProductEngine(DurableEngine engine) => _engine = engine;

    public static async Task<ProductEngine> StartAsync(string postgresConnectionString, CancellationToken cancellationToken)
    {
        FunctionRegistry registry = new();
        registry.AddOrchestrator("noop", static _ => Task.FromResult<object?>(1));
        registry.AddOrchestrator("five", AddFiveAsync);
        registry.AddActivity("number", static (call, _) => Task.FromResult<object?>(call.TaskId));
        DurableEngineOptions options = new()
        {
            ConnectionString = postgresConnectionString,
            MaxConcurrentActivities = 64,
            MaxConcurrentOrchestrators = 256,
        };
        options.Validate();
        ProductEngine product = new(new DurableEngine(registry, options, NullLoggerFactory.Instance));
        await product._engine.StartAsync(cancellationToken);
        return product;
    }

    /// <summary>Orchestrations per second, scheduled and awaited by 32 callers.</summary>
    public async Task<double> MeasureAsync(string orchestrator, TimeSpan duration, CancellationToken cancellationToken)
    {
        long started = TimeProvider.System.GetTimestamp();
        int[] counts = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(CallAsync, cancellationToken)));
        return counts.Sum() / TimeProvider.System.GetElapsedTime(started).TotalSeconds;

        async Task<int> CallAsync()
        {
            int count = 0;
            for (; TimeProvider.System.GetElapsedTime(started) < duration; count++)
            {
                string id = await _engine.Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, cancellationToken);
                OrchestrationMetadata ended = await _engine.Client.WaitForInstanceCompletionAsync(id, cancellationToken);
                if (ended.RuntimeStatus != OrchestrationRuntimeStatus.Completed)
                {
                    throw new BenchException($"An orchestration ended as {ended.RuntimeStatus}.");
                }
            }

            return count;
        }
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private static async Task<object?> AddFiveAsync(TaskOrchestrationContext context)
    {
        int sum = 0;
        for (int i = 0; i < Activities; i++)
        {
            sum += await context.CallActivityAsync<int>("number", i);
        }

        return sum;
    }
}
