using Ingestion.Core.Normalize.Mapping;
using Ingestion.Core.Quality;
using Ingestion.Core.Store;
using Npgsql;

namespace Ingestion.Core.Metrics;

/// <summary>Writes of <c>ingestion.metrics</c>.</summary>
internal static class MetricsStore
{
    private const string IsNewer = "excluded.observed_at >= m.observed_at";

    private static readonly string[] ProfileColumns = ["followers", "following", "posts_count"];

    private static readonly string[] PostColumns =
        ["engagement_rate", "content_views", "video_views", "likes", "comments", "shares"];

    private static readonly string[] RowColumns = ["collection_source", "data_quality_score", "observed_at", "snapshot_id"];

    private static readonly string UpsertSql = Upsert();

    /// <summary>
    /// Writes the snapshot's days. The latest observation of a day wins; an older one only fills what is not known. Idempotent:
    /// a row that would not change is not written. Rows are locked in the order of the key.
    /// </summary>
    /// <returns>How many rows were written.</returns>
    internal static Task<int> UpsertAsync(
        NpgsqlConnection connection, LoadInput load, bool isDrop, CancellationToken cancellationToken) =>
        connection.RunAsync(UpsertSql, new { load.SnapshotId, load.Platform, load.At, isDrop, source = ApiDatasets.IsApi(load.DatasetId) ? "api" : "brightdata" }, cancellationToken);

    private static string Upsert()
    {
        (string Name, string Value)[] columns =
        [
            .. ProfileColumns.Select(name => (name, Known(name))),
            .. PostColumns.Select(name => (name, Together(name))),
            .. RowColumns.Select(name => (name, $"case when {IsNewer} then excluded.{name} else m.{name} end")),
        ];
        string measures = string.Join(", ", ProfileColumns.Concat(PostColumns));
        return $"""
            insert into ingestion.metrics as m (
                platform, handle, metric_date, {measures},
                collection_source, data_quality_score, observed_at, snapshot_id, created_at, updated_at)
            select @Platform, handle, metric_date, {measures},
                @source, {QualityScore.Sql}, observed_at, @SnapshotId, @At, @At
            from {SnapshotDays.Table}
            where handle <> ''
            order by handle, metric_date
            on conflict (platform, handle, metric_date) do update
            set updated_at = excluded.updated_at,
                {string.Join(", ", columns.Select(column => $"{column.Name} = {column.Value}"))}
            where ({string.Join(", ", columns.Select(column => $"m.{column.Name}"))})
                is distinct from ({string.Join(", ", columns.Select(column => column.Value))})
            """;
    }

    private static string Known(string name) =>
        $"case when {IsNewer} then coalesce(excluded.{name}, m.{name}) else coalesce(m.{name}, excluded.{name}) end";

    /// <summary>Sums and means of one set of posts are not mixed with those of another.</summary>
    private static string Together(string name) =>
        $"case when {AnyKnown("excluded")} and ({IsNewer} or not {AnyKnown("m")}) then excluded.{name} else m.{name} end";

    private static string AnyKnown(string row) =>
        $"(num_nonnulls({string.Join(", ", PostColumns.Select(name => $"{row}.{name}"))}) > 0)";
}
