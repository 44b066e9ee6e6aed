namespace Microsoft.DurableTask;

/// <summary>The name of an orchestrator or activity, for example <c>CrawlOrchestrator</c>. Names are case-insensitive.</summary>
/// <remarks>Mirrors https://learn.microsoft.com/dotnet/api/microsoft.durabletask.taskname.</remarks>
public readonly struct TaskName : IEquatable<TaskName>
{
    /// <summary>Makes a name; null is the empty name.</summary>
    public TaskName(string name) => Name = name ?? string.Empty;

    /// <summary>The name as it was given.</summary>
    public string Name { get; }

    /// <summary>The name of a task.</summary>
    public static implicit operator string(TaskName value) => value.Name;

    /// <summary>A task name from its text.</summary>
    public static implicit operator TaskName(string value) => string.IsNullOrEmpty(value) ? default : new TaskName(value);

    /// <summary>Whether two names are the same, ignoring case.</summary>
    public static bool operator ==(TaskName a, TaskName b) => a.Equals(b);

    /// <summary>Whether two names differ, ignoring case.</summary>
    public static bool operator !=(TaskName a, TaskName b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(TaskName other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskName other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Name is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Name);

    /// <inheritdoc/>
    public override string ToString() => Name ?? string.Empty;
}
