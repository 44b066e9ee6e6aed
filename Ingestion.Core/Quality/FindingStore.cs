using Ingestion.Core.Store;
using Npgsql;

namespace Ingestion.Core.Quality;

/// <summary>Writes of <c>quality_findings</c>.</summary>
internal static class FindingStore
{
    // One statement: what a replay finds again keeps its row, and its created_at; what it does not find is gone.
    private const string ReplaceSql = """
        with found as (
            select * from unnest(
                @subjectTypes::text[], @subjectIds::text[], @rules::text[], @fields::text[], @severities::text[],
                @values::text[], @messages::text[], @suggestions::text[], @observedAt::timestamptz[])
            as f(subject_type, subject_id, rule, field, severity, value, message, suggestion, observed_at)
        ),
        gone as (
            delete from ingestion.quality_findings
            where snapshot_id = @SnapshotId
              and (subject_type, subject_id, rule, field) not in (select subject_type, subject_id, rule, field from found)
        )
        insert into ingestion.quality_findings as q (
            snapshot_id, subject_type, subject_id, rule, field, crawl_id, platform, severity, value, message, suggestion,
            observed_at, created_at)
        select @SnapshotId, subject_type, subject_id, rule, field, @CrawlId, @Platform, severity, value, message, suggestion,
            observed_at, @At
        from found
        on conflict (snapshot_id, subject_type, subject_id, rule, field) do update
        set crawl_id = excluded.crawl_id, severity = excluded.severity, value = excluded.value, message = excluded.message,
            suggestion = excluded.suggestion, observed_at = excluded.observed_at
        where (q.crawl_id, q.severity, q.value, q.message, q.suggestion, q.observed_at) is distinct from
            (excluded.crawl_id, excluded.severity, excluded.value, excluded.message, excluded.suggestion, excluded.observed_at)
        """;

    /// <summary>Makes these the findings of the snapshot, and the only ones. Idempotent by snapshot.</summary>
    internal static Task ReplaceAsync(
        NpgsqlConnection connection,
        LoadInput load,
        IReadOnlyCollection<QualityFinding> findings,
        CancellationToken cancellationToken)
    {
        var parameters = new
        {
            load.SnapshotId,
            load.CrawlId,
            load.Platform,
            load.At,
            subjectTypes = findings.Select(finding => finding.SubjectType).ToArray(),
            subjectIds = findings.Select(finding => finding.SubjectId).ToArray(),
            rules = findings.Select(finding => finding.Rule).ToArray(),
            fields = findings.Select(finding => finding.Field).ToArray(),
            severities = findings.Select(finding => finding.Severity).ToArray(),
            values = findings.Select(finding => finding.Value).ToArray(),
            messages = findings.Select(finding => finding.Message).ToArray(),
            suggestions = findings.Select(finding => finding.Suggestion).ToArray(),
            observedAt = findings.Select(finding => finding.ObservedAt.UtcDateTime).ToArray(),
        };
        return connection.RunAsync(ReplaceSql, parameters, cancellationToken);
    }
}
