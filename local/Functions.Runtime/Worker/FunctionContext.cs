namespace Microsoft.Azure.Functions.Worker;

/// <summary>One invocation of a function.</summary>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/dotnet/api/microsoft.azure.functions.worker.functioncontext"/>.</remarks>
public abstract class FunctionContext
{
    /// <summary>Id of this invocation.</summary>
    public abstract string InvocationId { get; }

    /// <summary>Stable id of the function.</summary>
    public abstract string FunctionId { get; }

    /// <summary>W3C trace of the invocation.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>Raw values that came with the trigger.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>Services of this invocation: one scope, disposed when it ends.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>The function that is invoked.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>Values that middleware and function share during this invocation.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>Cancelled when the caller has gone, the function's time is over or the host stops.</summary>
    public virtual CancellationToken CancellationToken => CancellationToken.None;
}

/// <summary>W3C trace of an invocation.</summary>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/dotnet/api/microsoft.azure.functions.worker.tracecontext"/>.</remarks>
public abstract class TraceContext
{
    /// <summary>The <c>traceparent</c> value, for example <c>00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01</c>, or empty.</summary>
    public abstract string TraceParent { get; }

    /// <summary>The <c>tracestate</c> value, or empty.</summary>
    public abstract string TraceState { get; }
}

/// <summary>Raw values that came with a trigger.</summary>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/dotnet/api/microsoft.azure.functions.worker.bindingcontext"/>.</remarks>
public abstract class BindingContext
{
    /// <summary>Values by name, for an HTTP function its route values; names are compared without regard to case.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
