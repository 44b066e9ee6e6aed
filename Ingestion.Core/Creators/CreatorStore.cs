using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Npgsql;

namespace Ingestion.Core.Creators;

/// <summary>
/// Writes of <c>influencer_details</c>. Every statement names the owner: another owner's creator does not exist for it.
/// </summary>
/// <param name="database">The product's database.</param>
/// <param name="clock">Gives the times of writes.</param>
public sealed class CreatorStore(Database database, TimeProvider clock)
{
    private const string InsertSql = """
        insert into ingestion.influencer_details (
            creator_id, owner, name, reference, data_collection_enabled, subscription_status, created_at, updated_at)
        values (@creatorId, @owner, @name, @reference, @dataCollectionEnabled, @subscriptionStatus, @at, @at)
        """;

    private const string UpdateSql = """
        update ingestion.influencer_details set
            name = coalesce(@name, name),
            reference = case when 'reference' = any(@cleared) then null else coalesce(@reference, reference) end,
            data_collection_enabled = coalesce(@dataCollectionEnabled, data_collection_enabled),
            subscription_status = coalesce(@subscriptionStatus, subscription_status),
            updated_at = @at
        where owner = @owner and creator_id = @creatorId
        """;

    private const string DeleteSql =
        "delete from ingestion.influencer_details where owner = @owner and creator_id = @creatorId";

    /// <summary>Adds a creator.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="creator">A valid order.</param>
    /// <param name="cancellationToken">Gives up waiting; it may then be stored or not.</param>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public Task<CreatorWrite> AddAsync(string owner, NewCreator creator, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(creator);
        var parameters = new
        {
            creatorId = Guid.CreateVersion7(clock.GetUtcNow()),
            owner,
            creator.Name,
            creator.Reference,
            creator.DataCollectionEnabled,
            creator.SubscriptionStatus,
            at = clock.GetDatabaseNow(),
        };
        return WriteAsync(InsertSql, parameters, owner, parameters.creatorId, creator.Reference, cancellationToken);
    }

    /// <summary>Changes a creator.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="creatorId">Its id.</param>
    /// <param name="changes">Valid changes.</param>
    /// <param name="cancellationToken">Gives up waiting; they may then be stored or not.</param>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public Task<CreatorWrite> ChangeAsync(
        string owner, Guid creatorId, CreatorChanges changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var parameters = new
        {
            creatorId,
            owner,
            changes.Name,
            changes.Reference,
            changes.DataCollectionEnabled,
            changes.SubscriptionStatus,
            cleared = changes.Cleared.ToArray(),
            at = clock.GetDatabaseNow(),
        };
        return WriteAsync(UpdateSql, parameters, owner, creatorId, changes.Reference, cancellationToken);
    }

    /// <summary>Deletes a creator that has no accounts.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="creatorId">Its id.</param>
    /// <param name="cancellationToken">Gives up waiting; it may then be gone or not.</param>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public Task<CreatorWrite> DeleteAsync(string owner, Guid creatorId, CancellationToken cancellationToken) =>
        WriteAsync(DeleteSql, new { owner, creatorId }, owner, creatorId, reference: null, cancellationToken);

    /// <summary>Whether the owner has this creator.</summary>
    /// <param name="owner">Whose it has to be.</param>
    /// <param name="creatorId">Its id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public Task<bool> ExistsAsync(string owner, Guid creatorId, CancellationToken cancellationToken) => database.ScalarAsync<bool>(
        "select exists (select from ingestion.influencer_details where owner = @owner and creator_id = @creatorId)",
        new { owner, creatorId },
        cancellationToken);

    private async Task<CreatorWrite> WriteAsync(
        string sql, object parameters, string owner, Guid creatorId, string? reference, CancellationToken cancellationToken)
    {
        try
        {
            int rows = await database.ExecuteAsync(sql, parameters, cancellationToken);
            return new CreatorWrite(rows == 1 ? CreatorWriteStatus.Done : CreatorWriteStatus.NotFound, creatorId);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            Guid holder = await database.ScalarAsync<Guid>(
                "select creator_id from ingestion.influencer_details where owner = @owner and reference = @reference",
                new { owner, reference },
                cancellationToken);
            return new CreatorWrite(CreatorWriteStatus.ReferenceTaken, holder);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            return new CreatorWrite(CreatorWriteStatus.HasAccounts, creatorId);
        }
    }
}
