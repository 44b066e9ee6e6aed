using System.Data.Common;
using System.Text.Json;
using Ingestion.Core.Crawls;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Sync;

/// <summary>Reads and moves of <c>data_collection_jobs</c>, each with the line of its step in <c>data_collection_logs</c>.</summary>
internal sealed class SyncJobStore(Database database, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Wire = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    internal async Task<SyncJob?> FindAsync(Guid jobId, CancellationToken cancellationToken) =>
        (await database.ReadAsync(SyncJobSql.Find, new { jobId }, Read, cancellationToken)).SingleOrDefault();

    internal async Task<SyncJob> GetAsync(Guid jobId, CancellationToken cancellationToken) =>
        await FindAsync(jobId, cancellationToken) ?? throw new InvalidOperationException($"There is no sync {jobId}.");

    /// <summary>The first page of a run is asked for.</summary>
    internal Task StartAsync(SyncJob job, string stage, CancellationToken cancellationToken) =>
        database.ExecuteAsync(SyncJobSql.Start, new { job.JobId, stage, at = clock.GetDatabaseNow() }, cancellationToken);

    /// <summary>A run is over. Its sums are those of the whole sync, so that a repetition counts nothing twice.</summary>
    internal Task NoteAsync(SyncJob job, FetchResult result, CancellationToken cancellationToken)
    {
        SyncProgress progress = result.Progress;
        return database.ExecuteAsync(
            SyncJobSql.Note,
            new
            {
                job.JobId,
                stage = progress.Position.Phase,
                progress.Tally.Calls,
                progress.Tally.Units,
                progress.Tally.Billed,
                progress.Counts.Profiles,
                progress.Counts.Posts,
                groups = JsonSerializer.Serialize(progress.Groups, Wire),
                until = result.Until,
                step = SyncStages.Fetch,
                number = progress.Runs,
                lineStatus = StatusOf(result),
                message = MessageOf(result),
                lineCalls = progress.Tally.Calls,
                lineUnits = progress.Tally.Units,
                lineRecords = progress.Counts.Records,
                at = clock.GetDatabaseNow(),
            },
            cancellationToken);
    }

    /// <summary>Stores the crawl that is the tail. Idempotent by job.</summary>
    internal Task SealAsync(SyncJob job, CrawlRequest request, StoredPayload payload, CancellationToken cancellationToken)
    {
        (string parameters, byte[] requestHash) = CrawlParameters.Of(request);
        return database.ExecuteAsync(
            SyncJobSql.Seal,
            new
            {
                job.JobId,
                job.AccountId,
                job.Owner,
                request.DatasetId,
                request.Platform,
                request.Url,
                request.StartDate,
                request.EndDate,
                parameters,
                requestHash,
                job.SnapshotId,
                job.CreatedAt,
                payload.BlobPath,
                payload.PayloadBytes,
                payload.Sha256,
                payload.Records,
                payload.Posts,
                stage = SyncStages.Normalize,
                step = SyncStages.Seal,
                number = 1,
                lineStatus = SyncJobStates.Completed,
                message = $"{payload.PayloadBytes} bytes at {payload.BlobPath}",
                lineCalls = 0,
                lineUnits = 0L,
                lineRecords = (int)payload.Records,
                at = clock.GetDatabaseNow(),
            },
            cancellationToken);
    }

    private static string StatusOf(FetchResult result) => result switch
    {
        { Failure: not null } => SyncJobStates.Failed,
        { Status: FetchStatus.Fetched } => SyncJobStates.Completed,
        { Status: FetchStatus.Wait } => SyncJobStates.Waiting,
        _ => SyncJobStates.Running,
    };

    private static string MessageOf(FetchResult result)
    {
        SyncProgress progress = result.Progress;
        string fetched = $"{progress.Counts.Records} records with {progress.Tally.Calls} calls so far";
        return result switch
        {
            { Failure: { } failure } => $"{fetched}; {failure.Failure.ErrorCode}: {failure.Failure.Message}",
            { Until: { } until } => $"{fetched}; goes on at {until.UtcDateTime:u}",
            _ => fetched,
        };
    }

    private static SyncJob Read(DbDataReader row) => new()
    {
        JobId = row.GetGuid(0),
        AccountId = row.GetGuid(1),
        Owner = row.GetString(2),
        Platform = row.GetString(3),
        Source = row.GetString(4),
        Status = row.GetString(5),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(6),
        FinishedAt = row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7),
        WatermarkBefore = row.IsDBNull(8) ? null : row.GetFieldValue<DateTimeOffset>(8),
        CrawlId = row.IsDBNull(9) ? null : row.GetGuid(9),
        ExternalId = row.IsDBNull(10) ? null : row.GetString(10),
        Handle = row.IsDBNull(11) ? null : row.GetString(11),
        PageUrl = row.IsDBNull(12) ? null : row.GetString(12),
        Scopes = row.IsDBNull(13) ? [] : row.GetFieldValue<string[]>(13),
    };
}
