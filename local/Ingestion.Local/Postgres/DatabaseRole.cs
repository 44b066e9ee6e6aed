namespace Ingestion.Local.Postgres;

/// <summary>A role of an embedded PostgreSQL that may sign in.</summary>
internal sealed record DatabaseRole(string Name, string Password);
