using System.Data.Common;
using Ingestion.Core.Errors;
using Ingestion.Core.Normalize;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Read;

/// <summary>Finds out where a post's row came from.</summary>
/// <param name="database">The product's database.</param>
public sealed class LineageReader(Database database)
{
    private static string Sql(Scope scope) => $"""
        select p.platform, p.post_id, p.snapshot_id, p.crawl_id, p.dataset_id, p.mapper_version, p.record_index, p.byte_offset,
            p.byte_length, p.observed_at, c.url, s.file_path, s.sha256, c.bronze_path, m.snapshot_id, m.observed_at
        from ingestion.social_posts p
        left join ingestion.crawl_metadata c on c.crawl_id = p.crawl_id
        left join ingestion.raw_data_crawl_snapshots s on s.snapshot_id = p.snapshot_id
        left join ingestion.post_engagement_metrics m on m.platform = p.platform and m.post_id = p.post_id
        where p.platform = @platform and p.post_id = @postId and {scope.CrawlCondition("p.crawl_id")}
        """;

    private const int FirstPlaceColumn = 6;
    private const int FirstJoinedColumn = 10;

    /// <summary>Reads the lineage of a post.</summary>
    /// <param name="platform">Lower case: <c>facebook</c>.</param>
    /// <param name="postId">The platform's id.</param>
    /// <param name="scope">What the caller sees.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Null when there is no such post, or its crawl is not in the scope.</returns>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public async Task<Lineage?> FindAsync(
        string platform, string postId, Scope scope, CancellationToken cancellationToken)
    {
        IReadOnlyList<Lineage> found = await database.ReadAsync(
            Sql(scope), new { platform, postId, scope.Owner }, Read, cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    private static Lineage Read(DbDataReader row)
    {
        int joined = FirstJoinedColumn;
        return new Lineage
        {
            Platform = row.GetString(0),
            PostId = row.GetString(1),
            SnapshotId = row.GetString(2),
            CrawlId = row.GetGuid(3),
            DatasetId = row.GetString(4),
            MapperVersion = row.GetInt32(5),
            Place = new RecordPlace(
                row.GetInt64(FirstPlaceColumn), row.GetInt64(FirstPlaceColumn + 1), row.GetInt64(FirstPlaceColumn + 2)),
            ObservedAt = row.GetFieldValue<DateTimeOffset>(FirstPlaceColumn + 3),
            CrawlUrl = Text(row, joined),
            BlobPath = Text(row, ++joined),
            BlobSha256 = Text(row, ++joined),
            BronzePath = Text(row, ++joined),
            CountsSnapshotId = Text(row, ++joined),
            CountsObservedAt = row.IsDBNull(++joined) ? null : row.GetFieldValue<DateTimeOffset>(joined),
        };
    }

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
