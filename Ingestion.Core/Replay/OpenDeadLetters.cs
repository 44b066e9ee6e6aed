using System.Data.Common;
using Ingestion.Core.Normalize;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Replay;

/// <summary>Reads open dead letters in the order of their files.</summary>
/// <param name="database">The product's database.</param>
public sealed class OpenDeadLetters(Database database)
{
    private static string FindSql(Scope scope) => $"""
        select id, crawl_id, snapshot_id, record_index, byte_offset, byte_length from ingestion.dead_letters
        where status = 'open' and {scope.CrawlCondition("crawl_id")}
          and (@ids::uuid[] is null or id = any(@ids))
          and (@reason::text is null or reason = @reason)
          and (@datasetId::text is null or dataset_id = @datasetId)
          and (@crawlId::uuid is null or crawl_id = @crawlId)
          and (@snapshotId::text is null or (snapshot_id, record_index) > (@snapshotId, @recordIndex))
        order by snapshot_id, record_index
        limit @rows
        """;

    internal Task<IReadOnlyList<OpenDeadLetter>> FindAsync(
        DeadLetterReplayInput input, int rows, CancellationToken cancellationToken) => database.ReadAsync(
            FindSql(input.Selection.Scope),
            new
            {
                ids = input.Selection.Ids?.ToArray(),
                input.Selection.Reason,
                input.Selection.DatasetId,
                input.Selection.CrawlId,
                input.Selection.Scope.Owner,
                snapshotId = input.After?.SnapshotId,
                recordIndex = input.After?.RecordIndex ?? 0,
                rows,
            },
            Read,
            cancellationToken);

    internal Task<string?> StatusAsync(Guid id, Scope scope, CancellationToken cancellationToken) =>
        database.ScalarAsync<string>(
            $"select status from ingestion.dead_letters where id = @id and {scope.CrawlCondition("crawl_id")}",
            new { id, scope.Owner },
            cancellationToken);

    private static OpenDeadLetter Read(DbDataReader row) => new(
        row.GetGuid(0),
        row.GetGuid(1),
        row.GetString(2),
        new RecordPlace(row.GetInt64(3), row.GetInt64(4), row.GetInt64(5)));
}
