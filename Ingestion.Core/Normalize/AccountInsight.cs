namespace Ingestion.Core.Normalize;

/// <summary>What a platform counted about an account on one day.</summary>
/// <param name="Metric">As the platform names it, at most 100 ASCII letters, digits and underscores: <c>subscribersGained</c>.</param>
/// <param name="Day">The day, as the platform cuts days; docs/tables/account_insights.md has it by platform.</param>
/// <param name="Value">Negative only where the platform says so, as of followers gained.</param>
public sealed record AccountInsight(string Metric, DateOnly Day, long Value);
