using Functions.Runtime.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ingestion.Tests.Runtime.Engine;

/// <summary>A durable engine in the test process. Unless a test says otherwise it keeps no live instances, so that every
/// episode is a replay from the database.</summary>
internal sealed class TestEngine : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private TestEngine(DurableEngine engine, string hub)
    {
        Engine = engine;
        Hub = hub;
    }

    public DurableEngine Engine { get; }

    public string Hub { get; }

    public DurableTaskClient Client => Engine.Client;

    public static async Task<TestEngine> StartAsync(
        EngineDatabase database,
        Action<FunctionRegistry> functions,
        Action<DurableEngineOptions>? configure = null,
        ILoggerFactory? loggers = null)
    {
        var registry = new FunctionRegistry();
        functions(registry);
        var options = new DurableEngineOptions
        {
            ConnectionString = database.ConnectionString,
            HubName = $"hub-{Guid.NewGuid():N}",
            LeaseDuration = TimeSpan.FromSeconds(2),
            DrainTimeout = TimeSpan.FromSeconds(2),
            PollInterval = TimeSpan.FromMilliseconds(50),
            LiveInstanceCacheSize = 0,
        };
        configure?.Invoke(options);
        options.Validate();
        var engine = new DurableEngine(registry, options, loggers ?? NullLoggerFactory.Instance);
        await engine.StartAsync(CancellationToken.None);
        return new TestEngine(engine, options.HubName);
    }

    public Task<string> ScheduleAsync(string name, object? input = null, string? id = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id));

    public Task<OrchestrationMetadata> CompletionAsync(string id) =>
        Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true).WaitAsync(Limit);

    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null) =>
        await CompletionAsync(await ScheduleAsync(name, input));

    public async ValueTask DisposeAsync() => await Engine.DisposeAsync();
}
