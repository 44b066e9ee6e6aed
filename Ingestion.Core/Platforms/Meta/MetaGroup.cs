namespace Ingestion.Core.Platforms.Meta;

/// <summary>Metrics that are closed together: one that Meta has given up fails the whole call that asks for it.</summary>
/// <param name="Name">The group's name in the states of a sync.</param>
/// <param name="Metrics">The platform's names, with commas between.</param>
internal sealed record MetaGroup(string Name, string Metrics);
