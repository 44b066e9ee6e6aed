namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Root of the attributes that tie a parameter to something the host provides.</summary>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/dotnet/api/microsoft.azure.functions.worker.extensions.abstractions.bindingattribute"/>.</remarks>
public abstract class BindingAttribute : Attribute;

/// <summary>Root of the attributes that start a function.</summary>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/dotnet/api/microsoft.azure.functions.worker.extensions.abstractions.triggerbindingattribute"/>.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class TriggerBindingAttribute : BindingAttribute;

/// <summary>Root of the attributes that give a function an input beside its trigger.</summary>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/dotnet/api/microsoft.azure.functions.worker.extensions.abstractions.inputbindingattribute"/>.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class InputBindingAttribute : BindingAttribute;
