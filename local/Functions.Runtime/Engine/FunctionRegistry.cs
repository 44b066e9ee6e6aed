namespace Functions.Runtime.Engine;

/// <summary>The orchestrators and activities of a host, by name. Names are case-insensitive. Filled before the engine starts.</summary>
public sealed class FunctionRegistry
{
    private readonly Dictionary<string, OrchestratorDelegate> orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ActivityDelegate> activities = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The orchestrators.</summary>
    public IReadOnlyDictionary<string, OrchestratorDelegate> Orchestrators => orchestrators;

    /// <summary>The activities.</summary>
    public IReadOnlyDictionary<string, ActivityDelegate> Activities => activities;

    /// <summary>Adds an orchestrator.</summary>
    /// <exception cref="ArgumentException">The name is empty or there is an orchestrator of this name.</exception>
    public void AddOrchestrator(string name, OrchestratorDelegate run)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (!orchestrators.TryAdd(name, run))
        {
            throw new ArgumentException($"There are two orchestrators with the name '{name}'.", nameof(name));
        }
    }

    /// <summary>Adds an activity.</summary>
    /// <exception cref="ArgumentException">The name is empty or there is an activity of this name.</exception>
    public void AddActivity(string name, ActivityDelegate run)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (!activities.TryAdd(name, run))
        {
            throw new ArgumentException($"There are two activities with the name '{name}'.", nameof(name));
        }
    }
}
