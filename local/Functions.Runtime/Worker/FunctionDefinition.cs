using System.Collections.Immutable;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the host knows of a function before it runs.</summary>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/dotnet/api/microsoft.azure.functions.worker.functiondefinition"/>.</remarks>
public abstract class FunctionDefinition
{
    /// <summary>Parameters in the order of declaration.</summary>
    public abstract ImmutableArray<FunctionParameter> Parameters { get; }

    /// <summary>Path of the assembly that holds the function.</summary>
    public abstract string PathToAssembly { get; }

    /// <summary>Full name of the type, a dot, name of the method.</summary>
    public abstract string EntryPoint { get; }

    /// <summary>Stable id of the function.</summary>
    public abstract string Id { get; }

    /// <summary>Name of the function.</summary>
    public abstract string Name { get; }

    /// <summary>Trigger and inputs by parameter name, for example type <c>httpTrigger</c>.</summary>
    public abstract IImmutableDictionary<string, BindingMetadata> InputBindings { get; }
}

/// <summary>One parameter of a function.</summary>
/// <param name="name">Name of the parameter.</param>
/// <param name="type">Type of the parameter.</param>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/dotnet/api/microsoft.azure.functions.worker.functionparameter"/>.</remarks>
public class FunctionParameter(string name, Type type)
{
    /// <summary>Name of the parameter.</summary>
    public string Name { get; } = name;

    /// <summary>Type of the parameter.</summary>
    public Type Type { get; } = type;
}

/// <summary>One binding of a function.</summary>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/dotnet/api/microsoft.azure.functions.worker.bindingmetadata"/>.</remarks>
public abstract class BindingMetadata
{
    /// <summary>Name of the bound parameter.</summary>
    public abstract string Name { get; }

    /// <summary><c>httpTrigger</c>, <c>timerTrigger</c>, <c>orchestrationTrigger</c>, <c>activityTrigger</c> or <c>durableClient</c>.</summary>
    public abstract string Type { get; }
}
