namespace Ingestion.Local.Processes;

/// <summary>How one server is started. Paths are absolute.</summary>
internal sealed record ChildCommand
{
    /// <summary>What people call it: <c>PostgreSQL</c>.</summary>
    public required string Name { get; init; }

    public required string FileName { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Set on top of this program's own environment; null removes a variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    public required string WorkingDirectory { get; init; }

    /// <summary>Where its output goes; earlier files are kept under numbers.</summary>
    public required string LogFile { get; init; }

    /// <summary>Where it says who it is, so that the next start finds it after a <c>kill -9</c> of this program.</summary>
    public required string PidFile { get; init; }
}
