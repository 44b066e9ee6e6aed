namespace Ingestion.Core.Quality;

/// <summary>One thing that is looked for.</summary>
/// <param name="Name">Snake case, never changed: <c>follower_growth</c>.</param>
/// <param name="Severity"><c>error</c> or <c>warning</c>.</param>
/// <param name="Penalty">What it takes off the day's <c>data_quality_score</c>, once however often it is found: 0.1.</param>
/// <param name="Describe">What is wrong, in a sentence without a full stop.</param>
/// <param name="Suggestion">What to do about it.</param>
internal sealed record QualityRule(
    string Name, string Severity, decimal Penalty, Func<Observation, string> Describe, string Suggestion)
{
    public bool IsError => Severity == "error";
}

/// <summary>What a rule looked at when it found something.</summary>
/// <param name="Field">Name of the column: <c>followers</c>.</param>
/// <param name="Value">The value as text; null when it is missing.</param>
/// <param name="Before">The count that it was compared with; null when the rule compares nothing.</param>
/// <param name="Days">Days between the two observations.</param>
internal sealed record Observation(string Field, string? Value, long? Before = null, double? Days = null);
