using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Functions.Runtime.Hosting;

/// <summary>A function that was found and checked.</summary>
internal sealed class FunctionDescriptor : FunctionDefinition
{
    private readonly Lazy<ImmutableArray<FunctionParameter>> _parameters;
    private readonly Lazy<IImmutableDictionary<string, BindingMetadata>> _bindings;

    public FunctionDescriptor(string name, MethodInfo method, FunctionKind kind, ParameterInfo triggerParameter, TriggerBindingAttribute trigger)
    {
        Name = name;
        Method = method;
        Kind = kind;
        TriggerParameter = triggerParameter;
        Trigger = trigger;
        UsesClient = method.GetParameters().Any(parameter => parameter.IsDefined(typeof(DurableClientAttribute)));
        _parameters = new(() => [.. method.GetParameters().Select(one => new FunctionParameter(one.Name ?? string.Empty, one.ParameterType))]);
        _bindings = new(() => Describe(method));
    }

    public FunctionKind Kind { get; }

    public MethodInfo Method { get; }

    public ParameterInfo TriggerParameter { get; }

    public TriggerBindingAttribute Trigger { get; }

    /// <summary>Whether the function takes a durable client.</summary>
    public bool UsesClient { get; }

    /// <summary>Runs the function; compiled once. Set when the function has been checked.</summary>
    public FunctionInvoker Invoker { get; set; } = _ => throw new InvalidOperationException("The function is not compiled.");

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Id => Name;

    /// <inheritdoc/>
    public override string EntryPoint => $"{Method.DeclaringType?.FullName}.{Method.Name}";

    /// <inheritdoc/>
    public override string PathToAssembly => Method.Module.FullyQualifiedName;

    /// <inheritdoc/>
    public override ImmutableArray<FunctionParameter> Parameters => _parameters.Value;

    /// <inheritdoc/>
    public override IImmutableDictionary<string, BindingMetadata> InputBindings => _bindings.Value;

    private static ImmutableDictionary<string, BindingMetadata> Describe(MethodInfo method) => method.GetParameters()
        .Select(parameter => (Name: parameter.Name ?? string.Empty, Binding: parameter.GetCustomAttribute<BindingAttribute>()))
        .Where(parameter => parameter.Binding is not null)
        .ToImmutableDictionary(
            parameter => parameter.Name,
            BindingMetadata (parameter) => new Binding(parameter.Name, TypeOf(parameter.Binding!)));

    private static string TypeOf(BindingAttribute binding) => binding switch
    {
        HttpTriggerAttribute => "httpTrigger",
        TimerTriggerAttribute => "timerTrigger",
        OrchestrationTriggerAttribute => "orchestrationTrigger",
        ActivityTriggerAttribute => "activityTrigger",
        DurableClientAttribute => "durableClient",
        _ => binding.GetType().Name,
    };

    private sealed class Binding(string name, string type) : BindingMetadata
    {
        public override string Name { get; } = name;

        public override string Type { get; } = type;
    }
}
