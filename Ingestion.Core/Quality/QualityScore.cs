namespace Ingestion.Core.Quality;

/// <summary>
/// The score of a profile's day: 1.00, less the penalty of each rule that found something in it, however often; at least 0.
/// </summary>
internal static class QualityScore
{
    /// <summary>
    /// The score of a row of the snapshot's days, which has one column a rule. A snapshot that is too small lowers all of its
    /// days.
    /// </summary>
    internal static readonly string Sql =
        $"greatest(0, 1 - {string.Join(" - ", QualityRules.All.Select(rule => $"{rule.Penalty} * {Column(rule)}::int"))})";

    private static string Column(QualityRule rule) => rule == QualityRules.RowCountDrop ? "@isDrop::boolean" : rule.Name;
}
