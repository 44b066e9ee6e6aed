namespace Functions.Runtime.Engine;

/// <summary>Messages that callers see.</summary>
internal static class EngineMessages
{
    public static string AlreadyExists(string instanceId) =>
        $"An Orchestration instance with the ID {instanceId} already exists.";

    public static string NoInstance(string instanceId) => $"No instance with the ID '{instanceId}' was found.";
}
