namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes a public method a function, for example <c>[Function("CrawlTrigger")]</c>. Names are unique without regard to case.</summary>
/// <param name="name">The function's name, at most 127 characters: a letter first, then letters, digits, <c>-</c> and <c>_</c>.</param>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/dotnet/api/microsoft.azure.functions.worker.functionattribute"/>.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute(string name) : Attribute
{
    /// <summary>The function's name.</summary>
    public string Name { get; } = name;
}
