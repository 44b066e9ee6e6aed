using Ingestion.Local.Tools;

namespace Ingestion.Local.Postgres;

/// <summary>Where an embedded PostgreSQL lives and how it is reached.</summary>
internal sealed record PostgresSettings
{
    public required ToolPaths Tools { get; init; }

    /// <summary>The cluster's folder; made when it is not there.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The folder of process id files.</summary>
    public required string RunFolder { get; init; }

    public required string LogFolder { get; init; }

    /// <summary>Of the user <c>postgres</c>. A cluster keeps the password that it was made with.</summary>
    public required string Password { get; init; }

    /// <summary>Tried in this order; then any free port.</summary>
    public required IReadOnlyList<int> PreferredPorts { get; init; }

    /// <summary>False only for tests: a power cut may then lose or break the data.</summary>
    public bool SurvivesPowerCut { get; init; } = true;
}
