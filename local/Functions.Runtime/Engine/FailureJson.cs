using System.Text.Json;
using Microsoft.DurableTask;

namespace Functions.Runtime.Engine;

/// <summary>The stored form of failures.</summary>
internal static class FailureJson
{
    public static string Write(TaskFailureDetails failure) => JsonSerializer.Serialize(failure);

    public static TaskFailureDetails Read(string? json) =>
        (json is null ? null : JsonSerializer.Deserialize<TaskFailureDetails>(json))
        ?? new TaskFailureDetails("Unknown", "The failure was not recorded.", null, null, null);
}
