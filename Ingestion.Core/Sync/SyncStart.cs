using Ingestion.Core.Accounts;
using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Ingestion.Core.Platforms.Fetch;

namespace Ingestion.Core.Sync;

/// <summary>Asks for syncs: one open job per account, whoever asks and on whichever host.</summary>
public sealed class SyncStart
{
    private const int MaxLooks = 3;

    private readonly Database database;
    private readonly PlatformConnectors connectors;
    private readonly TimeProvider clock;

    internal SyncStart(Database database, PlatformConnectors connectors, TimeProvider clock)
    {
        this.database = database;
        this.connectors = connectors;
        this.clock = clock;
    }

    /// <summary>Why an account cannot be synced now.</summary>
    /// <param name="owner">Whose it has to be.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Null when it can.</returns>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public async Task<Failure?> RefuseAsync(string owner, Guid accountId, CancellationToken cancellationToken)
    {
        IReadOnlyList<(string Platform, string Source, bool IsActive, bool IsCollected)> found = await database.ReadAsync(
            SyncJobSql.FindPermission,
            new { owner, accountId },
            row => (row.GetString(0), row.GetString(1), row.GetBoolean(2), row.GetBoolean(3)),
            cancellationToken);
        return found switch
        {
            [] => new Failure(ErrorCodes.AccountNotFound, $"You have no account {accountId}."),
            [{ IsCollected: false }] => new Failure(
                ErrorCodes.CollectionNotAllowed, $"Account {accountId} or its creator does not allow collection, or is not served."),
            [{ IsActive: false }] => new Failure(
                ErrorCodes.ReauthorizationRequired, $"The platform does not take the tokens of account {accountId} any more."),
            [{ Source: AccountSources.Platform } account] when connectors.Find(account.Platform) is null => new Failure(
                ErrorCodes.PlatformNotSynced, $"Accounts of {account.Platform} cannot be read through its API yet."),
            _ => null,
        };
    }

    /// <summary>
    /// Stores a job, or finds the one that is open. The caller then starts the orchestration of the job, whose instance id is the job's
    /// id; a start of one that runs already is refused there and does no harm.
    /// </summary>
    /// <param name="accountId">The account.</param>
    /// <param name="cancellationToken">Gives up waiting; the job may then be stored or not.</param>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public async Task<SyncStartResult> StartAsync(Guid accountId, CancellationToken cancellationToken)
    {
        for (int look = 0; look < MaxLooks; look++)
        {
            DateTimeOffset at = clock.GetDatabaseNow();
            Guid? added = await FindAsync(
                SyncJobSql.Insert, new { jobId = Guid.CreateVersion7(at), accountId, day = DateOnly.FromDateTime(at.UtcDateTime), at }, cancellationToken);
            if (added is { } jobId)
            {
                return new SyncStartResult(SyncStartStatus.Started, jobId);
            }

            // Neither: the account is gone, or the open job ended at this moment.
            if (await FindAsync(SyncJobSql.FindOpen, new { accountId }, cancellationToken) is { } open)
            {
                return new SyncStartResult(SyncStartStatus.Joined, open);
            }
        }

        return new SyncStartResult(SyncStartStatus.NothingToDo, null);
    }

    private async Task<Guid?> FindAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        IReadOnlyList<Guid> found = await database.QueryAsync<Guid>(sql, parameters, cancellationToken);
        return found.Count == 0 ? null : found[0];
    }
}
