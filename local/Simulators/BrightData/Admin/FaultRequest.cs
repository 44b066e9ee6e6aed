using System.Text.Json;
using Simulators.BrightData.Faults;
using Simulators.BrightData.Jobs;

namespace Simulators.BrightData.Admin;

/// <summary>
/// A fault as JSON: the text form as a string, or
/// <c>{"fault":"http_503","operation":"progress","value":null,"times":3,"skip":1,"dataset_id":null,"snapshot_id":null}</c>.
/// </summary>
internal static class FaultRequest
{
    private static readonly string[] Names = ["fault", "operation", "value", "times", "skip", "dataset_id", "snapshot_id"];

    /// <exception cref="FormatException">The fault is unknown or its JSON has another shape.</exception>
    public static FaultRule Read(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            return new FaultRule(FaultSpec.Parse(json.GetString()!));
        }

        if (json.ValueKind != JsonValueKind.Object || Text(json, "fault") is not { } name)
        {
            throw new FormatException("Expected a string or an object with the member 'fault'.");
        }

        if (json.EnumerateObject().FirstOrDefault(p => !Names.Contains(p.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } other)
        {
            throw new FormatException($"Unknown member '{other.Name}'. Known: {string.Join(", ", Names)}.");
        }

        FaultSpec spec = FaultSpec.Create(name, Text(json, "operation"), Text(json, "value"), (int?)Count(json, "times"));
        return new FaultRule(spec, Text(json, "dataset_id"), Text(json, "snapshot_id"), (int)(Count(json, "skip") ?? 0));
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;

    private static long? Count(JsonElement json, string name) => Text(json, name) is { } text
        ? JsonNumbers.Read(text) ?? throw new FormatException($"'{name}' has to be a number.")
        : null;
}
