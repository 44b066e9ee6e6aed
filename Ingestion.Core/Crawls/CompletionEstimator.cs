using System.Collections.Concurrent;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Crawls;

/// <summary>
/// How long crawls of a dataset usually take: the median of its last 50 that went through at once, or of all datasets' when it
/// has none.
/// </summary>
/// <param name="database">The product's database.</param>
/// <param name="clock">Ages the answers, which are kept for a minute.</param>
public sealed class CompletionEstimator(Database database, TimeProvider clock)
{
    private const int MaxCached = 1000;

    private const string MedianSql = """
        select coalesce(
            (select percentile_cont(0.5) within group (order by took) from (
                select extract(epoch from finished_at - created_at)::float8 as took from ingestion.crawl_metadata
                where status = 'completed' and attempt = 1 and dataset_id = @datasetId order by finished_at desc limit 50) own),
            (select percentile_cont(0.5) within group (order by took) from (
                select extract(epoch from finished_at - created_at)::float8 as took from ingestion.crawl_metadata
                where status = 'completed' and attempt = 1 and account_id is null order by finished_at desc limit 50) every))
        """;

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (TimeSpan? Usual, long ReadAt)> cache = new(StringComparer.Ordinal);

    /// <summary>Null while nothing was ever completed.</summary>
    internal async Task<TimeSpan?> UsualDurationAsync(string datasetId, CancellationToken cancellationToken)
    {
        if (cache.TryGetValue(datasetId, out var known) && clock.GetElapsedTime(known.ReadAt) < KeptFor)
        {
            return known.Usual;
        }

        double? seconds = await database.ScalarAsync<double?>(MedianSql, new { datasetId }, cancellationToken);
        TimeSpan? usual = seconds is { } value ? TimeSpan.FromSeconds(value) : null;
        if (cache.Count >= MaxCached)
        {
            // Dataset ids come from callers: there is no end to them.
            cache.Clear();
        }

        cache[datasetId] = (usual, clock.GetTimestamp());
        return usual;
    }
}
