namespace Ingestion.Core.Quality;

/// <summary>A row of <c>quality_findings</c>, without what all findings of a snapshot share.</summary>
/// <param name="SubjectType"><c>post</c>, <c>profile</c> or <c>snapshot</c>.</param>
/// <param name="SubjectId">Post id, handle or snapshot id.</param>
/// <param name="Rule">A name of <see cref="QualityRules"/>.</param>
/// <param name="Field">The field that the rule looks at.</param>
/// <param name="Severity"><c>error</c> or <c>warning</c>.</param>
/// <param name="Value">What was found.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Suggestion">What to do.</param>
/// <param name="ObservedAt">When the provider read it (UTC).</param>
internal sealed record QualityFinding(
    string SubjectType,
    string SubjectId,
    string Rule,
    string Field,
    string Severity,
    string? Value,
    string Message,
    string Suggestion,
    DateTimeOffset ObservedAt)
{
    internal static QualityFinding Of(
        QualityRule rule, string subjectType, string subjectId, DateTimeOffset observedAt, Observation seen) => new(
            subjectType,
            subjectId,
            rule.Name,
            seen.Field,
            rule.Severity,
            seen.Value,
            rule.Describe(seen),
            rule.Suggestion,
            observedAt);
}
