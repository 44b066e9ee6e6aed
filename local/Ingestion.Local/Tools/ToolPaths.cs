namespace Ingestion.Local.Tools;

/// <summary>Where the installed servers are. Paths are absolute.</summary>
internal sealed record ToolPaths(string Folder, string PostgresFolder)
{
    public string Postgres => Path.Combine(PostgresFolder, "native", "bin", "postgres");

    public string InitDb => Path.Combine(PostgresFolder, "native", "bin", "initdb");

    public string Azurite => Path.Combine(Folder, "node_modules", "azurite", "dist", "src", "blob", "main.js");

    /// <summary>A script that Node loads before Azurite: it answers when its metadata is in a journal.</summary>
    public string AzuriteDurable => Path.Combine(Folder, "azurite-durable.cjs");

    /// <summary>A script that Node loads before Azurite: it finds a blob without reading all others.</summary>
    public string AzuriteIndexed => Path.Combine(Folder, "azurite-indexed.cjs");
}
