using System.Diagnostics;
using Functions.Runtime.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.Runtime.Hosting;

/// <summary>One invocation of one function. Everything that only some functions ask for is made when it is asked for.</summary>
internal sealed class FunctionInvocation(FunctionDescriptor function, FunctionRuntime runtime) : FunctionContext, IAsyncDisposable
{
    private readonly CancellationToken _token;
    private AsyncServiceScope? _scope;
    private IServiceProvider? _services;
    private IDictionary<object, object>? _items;
    private string? _id;
    private InvocationBindings? _bindings;

    /// <summary>The request of an HTTP function.</summary>
    public HttpContext? HttpContext { get; init; }

    /// <summary>The firing of a timer function.</summary>
    public TimerInfo? Timer { get; init; }

    /// <summary>The orchestration of an orchestrator.</summary>
    public TaskOrchestrationContext? Orchestration { get; init; }

    /// <summary>The call of an activity.</summary>
    public ActivityCall? Call { get; init; }

    /// <summary>Cancels the invocation; for an HTTP function, default: when the caller has gone.</summary>
    public CancellationToken Token
    {
        init => _token = value;
    }

    /// <summary>What the function returned.</summary>
    public object? Result { get; set; }

    public FunctionDescriptor Function => function;

    public DurableTaskClient Client => runtime.Client;

    /// <inheritdoc/>
    public override string InvocationId => _id ??= Guid.NewGuid().ToString();

    /// <inheritdoc/>
    public override string FunctionId => function.Id;

    /// <inheritdoc/>
    public override FunctionDefinition FunctionDefinition => function;

    /// <inheritdoc/>
    public override TraceContext TraceContext => field ??= new InvocationTrace(Activity.Current);

    /// <inheritdoc/>
    public override BindingContext BindingContext => _bindings ??= new InvocationBindings(this);

    /// <inheritdoc/>
    public override IDictionary<object, object> Items
    {
        get => _items ??= new Dictionary<object, object>();
        set => _items = value;
    }

    /// <inheritdoc/>
    public override IServiceProvider InstanceServices
    {
        get => _services ??= HttpContext?.RequestServices ?? OpenScope();
        set => _services = value;
    }

    /// <inheritdoc/>
    public override CancellationToken CancellationToken =>
        _token.CanBeCanceled || HttpContext is null ? _token : HttpContext.RequestAborted;

    public ValueTask DisposeAsync() => _scope is { } scope ? scope.DisposeAsync() : ValueTask.CompletedTask;

    private IServiceProvider OpenScope()
    {
        AsyncServiceScope scope = runtime.Scopes.CreateAsyncScope();
        _scope = scope;
        return scope.ServiceProvider;
    }

    private sealed class InvocationTrace(Activity? activity) : TraceContext
    {
        public override string TraceParent { get; } = activity?.Id ?? string.Empty;

        public override string TraceState { get; } = activity?.TraceStateString ?? string.Empty;
    }

    private sealed class InvocationBindings(FunctionInvocation invocation) : BindingContext
    {
        private Dictionary<string, object?>? _data;

        public override IReadOnlyDictionary<string, object?> BindingData => _data ??= Read();

        private Dictionary<string, object?> Read()
        {
            var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
            if (invocation.HttpContext is { } http)
            {
                foreach ((string name, object? value) in http.Request.RouteValues)
                {
                    data[name] = value;
                }
            }

            if (invocation.Call is { } call)
            {
                data["instanceId"] = call.InstanceId;
            }

            return data;
        }
    }
}
