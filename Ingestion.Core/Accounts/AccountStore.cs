using System.Data.Common;
using Dapper;
using Ingestion.Core.Accounts.Tokens;
using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Ingestion.Core.Privacy;
using Ingestion.Core.Schedules;

namespace Ingestion.Core.Accounts;

/// <summary>
/// Writes of <c>connected_accounts</c>. Every statement names the owner: another owner's account does not exist for it.
/// </summary>
public sealed class AccountStore
{
    private readonly Database database;
    private readonly CredentialSealer sealer;
    private readonly SyncTimes times;
    private readonly TimeProvider clock;

    internal AccountStore(Database database, CredentialSealer sealer, SyncTimes times, TimeProvider clock)
    {
        this.database = database;
        this.sealer = sealer;
        this.times = times;
        this.clock = clock;
    }

    /// <summary>Connects an account.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="account">A valid order; its creator, if any, is one of the owner's.</param>
    /// <param name="cancellationToken">Gives up waiting; the account may then be stored or not.</param>
    /// <returns>The account of this owner, platform and external id, and whether it is new.</returns>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    /// <exception cref="CredentialsUnreadableException">Terminal: there is no key to seal tokens with.</exception>
    /// <exception cref="AccountErasedException">Terminal: its holder was erased.</exception>
    public async Task<(Guid AccountId, bool IsNew)> AddAsync(
        string owner, NewAccount account, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        while (true)
        {
            var accountId = Guid.CreateVersion7(clock.GetUtcNow());
            DynamicParameters parameters = new(new
            {
                accountId,
                owner,
                account.Platform,
                account.ExternalId,
                account.Handle,
                account.DisplayName,
                account.CreatorId,
                account.Source,
                account.PageUrl,
                scopes = account.Scopes.ToArray(),
                account.Schedule,
                account.DataCollectionEnabled,
                account.SubscriptionStatus,
                account.IsIdentityProved,
                personHashes = Tombstones.HashesOf(account.Platform, account.ExternalId, account.Handle),
                nextSyncAt = times.NextAfter(account.Schedule, clock.GetUtcNow()),
                at = clock.GetDatabaseNow(),
            });
            await AddTokensAsync(parameters, accountId, account.Platform, account.Tokens, cancellationToken);
            if (await InsertAsync(parameters, cancellationToken))
            {
                return (accountId, true);
            }

            // Gone again when somebody deleted it in between: then it can be inserted.
            if (await FindByExternalIdAsync(owner, account.Platform, account.ExternalId, cancellationToken) is { } existing)
            {
                return (existing.AccountId, false);
            }

            if (await database.ScalarAsync<bool>(AccountSql.IsErased, parameters, cancellationToken))
            {
                throw new AccountErasedException(account.Platform);
            }
        }
    }

    /// <summary>Changes an account.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="account">The account.</param>
    /// <param name="changes">Valid changes; the creator, if any, is one of the owner's.</param>
    /// <param name="cancellationToken">Gives up waiting; the changes may then be stored or not.</param>
    /// <returns>False when there is no such account any more.</returns>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    /// <exception cref="CredentialsUnreadableException">Terminal: there is no key to seal tokens with.</exception>
    public async Task<bool> ChangeAsync(
        string owner, AccountKey account, AccountChanges changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(changes);
        DynamicParameters parameters = new(new
        {
            account.AccountId,
            owner,
            changes.Handle,
            changes.DisplayName,
            changes.CreatorId,
            changes.PageUrl,
            scopes = changes.Scopes?.ToArray(),
            changes.Schedule,
            changes.DataCollectionEnabled,
            changes.SubscriptionStatus,
            changes.IsIdentityProved,
            cleared = changes.Cleared.ToArray(),
            nextSyncAt = changes.Schedule is { } schedule ? times.NextAfter(schedule, clock.GetUtcNow()) : null,
            at = clock.GetDatabaseNow(),
        });
        await AddTokensAsync(parameters, account.AccountId, account.Platform, changes.Tokens, cancellationToken);
        return await database.ScalarAsync<long>(AccountSql.Update, parameters, cancellationToken) == 1;
    }

    /// <summary>Reads which account an id stands for.</summary>
    /// <param name="owner">Whose it has to be.</param>
    /// <param name="accountId">Its id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Null when this owner has no such account.</returns>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public async Task<AccountKey?> FindAsync(string owner, Guid accountId, CancellationToken cancellationToken) =>
        (await database.ReadAsync(AccountSql.Find, new { owner, accountId }, ReadKey, cancellationToken)).SingleOrDefault();

    /// <summary>Reads by which name the rows of an account are stored.</summary>
    /// <param name="owner">Whose it has to be.</param>
    /// <param name="accountId">Its id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Null when this owner has no such account.</returns>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public async Task<AccountProfile?> FindProfileAsync(string owner, Guid accountId, CancellationToken cancellationToken) =>
        (await database.ReadAsync(AccountSql.FindProfile, new { owner, accountId }, AccountProfile.Read, cancellationToken)).SingleOrDefault();

    /// <summary>Disconnects an account: its row and its tokens are gone, what was collected stays.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="accountId">Its id.</param>
    /// <param name="cancellationToken">Gives up waiting; it may then be gone or not.</param>
    /// <returns>False when this owner has no such account.</returns>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public async Task<bool> DeleteAsync(string owner, Guid accountId, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(AccountSql.Delete, new { owner, accountId }, cancellationToken) == 1;

    internal async Task<AccountKey?> FindByExternalIdAsync(
        string owner, string platform, string externalId, CancellationToken cancellationToken) =>
        (await database.ReadAsync(
            AccountSql.FindByExternalId, new { owner, platform, externalId }, ReadKey, cancellationToken)).SingleOrDefault();

    private async Task<bool> InsertAsync(DynamicParameters parameters, CancellationToken cancellationToken)
    {
        await using DatabaseTransaction transaction = await database.BeginAsync(cancellationToken);
        bool isNew = await transaction.RunAsync(async connection =>
        {
            await connection.ExecuteAsync(new CommandDefinition(IdentityLock.Shared, cancellationToken: cancellationToken));
            return await connection.ExecuteScalarAsync<long>(
                new CommandDefinition(AccountSql.Insert, parameters, cancellationToken: cancellationToken)) == 1;
        });
        await transaction.CommitAsync(cancellationToken);
        return isNew;
    }

    private static AccountKey ReadKey(DbDataReader row) => new(row.GetGuid(0), row.GetString(1), row.GetString(2));

    private async Task AddTokensAsync(
        DynamicParameters parameters, Guid accountId, string platform, AccountTokens? tokens, CancellationToken cancellationToken)
    {
        CredentialRow? row = tokens is null ? null : await sealer.SealAsync(accountId, tokens, cancellationToken);
        parameters.AddDynamicParams(new
        {
            keyId = row?.Key.KeyId,
            dataKey = row?.Key.Bytes,
            row?.AccessToken,
            row?.RefreshToken,
            tokens?.IssuedAt,
            tokens?.ExpiresAt,
            tokens?.RefreshExpiresAt,
            refreshAt = tokens is null ? null : TokenLife.Of(platform).RefreshAt(tokens),
        });
    }
}
