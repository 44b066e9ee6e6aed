using System.Text.Json;

namespace Functions.Runtime.Engine;

/// <summary>The JSON of inputs, outputs, events and custom status: System.Text.Json, read case-insensitively, written in
/// PascalCase with numeric enums and the default escaping.</summary>
public static class DurableJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    /// <summary>JSON of a value by its runtime type; null for null.</summary>
    public static string? Serialize(object? value) =>
        value is null ? null : JsonSerializer.Serialize(value, value.GetType(), Options);

    /// <summary>The value of a JSON text; the type's default for null.</summary>
    /// <exception cref="JsonException">The text is not JSON, or does not fit the type.</exception>
    public static object? Deserialize(string? json, Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (json is null)
        {
            return type.IsValueType ? Activator.CreateInstance(type) : null;
        }

        return JsonSerializer.Deserialize(json, type, Options);
    }
}
