using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Sync;

/// <summary>Asks for syncs: one open job per account, whoever asks and on whichever host.</summary>
public sealed class SyncStart
{
    private readonly Database database;
    private readonly TimeProvider clock;

    internal SyncStart(Database database, TimeProvider clock)
    {
        this.database = database;
        this.clock = clock;
    }

    /// <summary>
    /// Stores a job, or finds the one that is open. The caller then starts the orchestration of the job, whose instance id is the job's
    /// id; a start of one that runs already is refused there and does no harm.
    /// </summary>
    /// <param name="accountId">The account.</param>
    /// <param name="kind">A value of <see cref="SyncKinds"/>.</param>
    /// <param name="day">The day that the sync is for (UTC): of scheduled syncs there is one per account and day.</param>
    /// <param name="cancellationToken">Gives up waiting; the job may then be stored or not.</param>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public async Task<SyncStartResult> StartAsync(Guid accountId, string kind, DateOnly day, CancellationToken cancellationToken)
    {
        DateTimeOffset at = clock.GetDatabaseNow();
        Guid? added = await FindAsync(
            SyncJobSql.Insert, new { jobId = Guid.CreateVersion7(at), accountId, kind, day, at }, cancellationToken);
        if (added is { } jobId)
        {
            return new SyncStartResult(SyncStartStatus.Started, jobId);
        }

        return await FindAsync(SyncJobSql.FindOpen, new { accountId }, cancellationToken) is { } open
            ? new SyncStartResult(SyncStartStatus.Joined, open)
            : new SyncStartResult(SyncStartStatus.NothingToDo, null);
    }

    private async Task<Guid?> FindAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        IReadOnlyList<Guid> found = await database.QueryAsync<Guid>(sql, parameters, cancellationToken);
        return found.Count == 0 ? null : found[0];
    }
}
