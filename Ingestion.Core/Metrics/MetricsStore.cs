using Ingestion.Core.Normalize.Mapping;
using Ingestion.Core.Quality;
using Ingestion.Core.Store;
using Npgsql;

namespace Ingestion.Core.Metrics;

/// <summary>
/// Writes of <c>ingestion.metrics</c>. The latest observation of a day wins; an older one only fills what is not known.
/// <para>
/// A sync that finds what the row says already writes nothing, so the row keeps the time of the first sync that found these values. A
/// crawl's observation from between the two, which comes late, is newer than the row and older than what is known: the account's jobs
/// tell of the later sync, and then the crawl fills only what is not known. Syncs of one account come one after the other, so none
/// of them is late. What a crawl finds again does move the row's time, for nothing else tells when it was looked at.
/// </para>
/// </summary>
internal static class MetricsStore
{
    private const string Api = "api";
    private const string BrightData = "brightdata";

    private const string IsNewer = "excluded.observed_at >= m.observed_at";

    private const string IsNewerThanAnySync = $"""
        ({IsNewer} and not (m.collection_source = '{Api}' and exists (
            select from ingestion.crawl_metadata c join ingestion.data_collection_jobs j on j.account_id = c.account_id
            where c.snapshot_id = m.snapshot_id and j.status = 'completed' and j.started_at > excluded.observed_at
                and (j.started_at at time zone 'UTC')::date = m.metric_date)))
        """;

    private static readonly string[] ProfileColumns = ["followers", "following", "posts_count"];

    private static readonly string[] PostColumns =
        ["engagement_rate", "content_views", "video_views", "likes", "comments", "shares"];

    private static readonly string[] RowColumns = ["collection_source", "data_quality_score"];

    private static readonly string[] TimeColumns = ["observed_at", "snapshot_id"];

    private static readonly string OfSyncSql = Upsert(IsNewer, movesTime: false);

    private static readonly string OfCrawlSql = Upsert(IsNewerThanAnySync, movesTime: true);

    /// <summary>
    /// Writes the snapshot's days. Idempotent: a row that would not change is not written. Rows are locked in the order of the key.
    /// </summary>
    /// <returns>How many rows were written.</returns>
    internal static Task<int> UpsertAsync(
        NpgsqlConnection connection, LoadInput load, bool isDrop, CancellationToken cancellationToken)
    {
        bool isSync = ApiDatasets.IsApi(load.DatasetId);
        return connection.RunAsync(
            isSync ? OfSyncSql : OfCrawlSql,
            new { load.SnapshotId, load.Platform, load.At, isDrop, source = isSync ? Api : BrightData },
            cancellationToken);
    }

    /// <param name="isNewer">Whether the observation is newer than what the row holds.</param>
    /// <param name="movesTime">Whether a newer time alone is a change.</param>
    private static string Upsert(string isNewer, bool movesTime)
    {
        (string Name, string Value)[] values =
        [
            .. ProfileColumns.Select(name => (name, Known(name, isNewer))),
            .. PostColumns.Select(name => (name, Together(name, isNewer))),
            .. RowColumns.Select(name => (name, Newest(name, isNewer))),
        ];
        (string Name, string Value)[] times = [.. TimeColumns.Select(name => (name, Newest(name, isNewer)))];
        (string Name, string Value)[] compared = movesTime ? [.. values, .. times] : values;
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
                {string.Join(", ", values.Concat(times).Select(column => $"{column.Name} = {column.Value}"))}
            where ({string.Join(", ", compared.Select(column => $"m.{column.Name}"))})
                is distinct from ({string.Join(", ", compared.Select(column => column.Value))})
            """;
    }

    private static string Newest(string name, string isNewer) => $"case when {isNewer} then excluded.{name} else m.{name} end";

    private static string Known(string name, string isNewer) =>
        $"case when {isNewer} then coalesce(excluded.{name}, m.{name}) else coalesce(m.{name}, excluded.{name}) end";

    /// <summary>Sums and means of one set of posts are not mixed with those of another.</summary>
    private static string Together(string name, string isNewer) =>
        $"case when {AnyKnown("excluded")} and ({isNewer} or not {AnyKnown("m")}) then excluded.{name} else m.{name} end";

    private static string AnyKnown(string row) =>
        $"(num_nonnulls({string.Join(", ", PostColumns.Select(name => $"{row}.{name}"))}) > 0)";
}
