using Functions.Runtime.Engine;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.Runtime.Hosting;

/// <summary>Runs invocations through the middleware. Made before the services exist, because the engine wants its functions first.</summary>
internal sealed class FunctionRuntime
{
    private readonly FunctionExecutionDelegate _pipeline;
    private IServiceProvider? _services;
    private DurableTaskClient? _client;

    public FunctionRuntime(IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
    {
        FunctionExecutionDelegate pipeline = static async context =>
        {
            var invocation = (FunctionInvocation)context;
            invocation.Result = await invocation.Function.Invoker(invocation);
        };
        for (int last = middleware.Count - 1; last >= 0; last--)
        {
            pipeline = middleware[last](pipeline);
        }

        _pipeline = pipeline;
    }

    public IServiceScopeFactory Scopes { get => field ?? throw NotStarted(); private set; }

    public DurableTaskClient Client => _client ??= (_services ?? throw NotStarted()).GetRequiredService<DurableTaskClient>();

    /// <summary>Gives the services of the host, once they are built.</summary>
    public void Attach(IServiceProvider services)
    {
        _services = services;
        Scopes = services.GetRequiredService<IServiceScopeFactory>();
    }

    /// <summary>Runs one invocation; its scope is the caller's to end.</summary>
    /// <returns>What the function returned.</returns>
    public async Task<object?> RunAsync(FunctionInvocation invocation)
    {
        await _pipeline(invocation);
        return invocation.Result;
    }

    /// <summary>The orchestrator or activity as the engine calls it.</summary>
    public void Register(FunctionRegistry registry, FunctionDescriptor function, string name)
    {
        if (function.Kind is FunctionKind.Orchestrator)
        {
            registry.AddOrchestrator(name, context => RunOrchestratorAsync(function, context));
        }
        else
        {
            registry.AddActivity(name, (call, token) => RunActivityAsync(function, call, token));
        }
    }

    private async Task<object?> RunOrchestratorAsync(FunctionDescriptor function, TaskOrchestrationContext context)
    {
        await using var invocation = new FunctionInvocation(function, this) { Orchestration = context };
        return await RunAsync(invocation);
    }

    private async Task<object?> RunActivityAsync(FunctionDescriptor function, ActivityCall call, CancellationToken token)
    {
        await using var invocation = new FunctionInvocation(function, this) { Call = call, Token = token };
        return await RunAsync(invocation);
    }

    private static InvalidOperationException NotStarted() => new("The host has not been built.");
}
