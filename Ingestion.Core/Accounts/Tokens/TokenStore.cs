using Ingestion.Core.Errors;
using Ingestion.Core.Events;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Accounts.Tokens;

/// <summary>Reads and moves of <c>account_credentials</c>. No transaction is open while a platform is asked.</summary>
internal sealed class TokenStore(Database database, AccountEvents events, TimeProvider clock)
{
    internal async Task<AccountAccess?> FindAsync(Guid accountId, CancellationToken cancellationToken) =>
        (await database.ReadAsync(TokenSql.Find, new { accountId }, AccountAccess.Read, cancellationToken)).SingleOrDefault();

    internal Task<IReadOnlyList<Guid>> FindDueAsync(int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(TokenSql.FindDue, new { now = clock.GetUtcNow(), limit }, row => row.GetGuid(0), cancellationToken);

    /// <summary>
    /// Takes the lease. Null when it is not to be had; else whether the answer of an earlier renewal of the same tokens was lost.
    /// </summary>
    internal async Task<bool?> ClaimAsync(TokenLease lease, TimeSpan duration, CancellationToken cancellationToken)
    {
        IReadOnlyList<bool> claimed = await database.ReadAsync(
            TokenSql.Claim,
            new { lease.AccountId, lease.Version, lease.LeaseId, lease = duration },
            row => row.GetBoolean(0),
            cancellationToken);
        return claimed.Count == 0 ? null : claimed[0];
    }

    internal Task<TimeSpan?> LeaseLeftAsync(Guid accountId, CancellationToken cancellationToken) =>
        database.ScalarAsync<TimeSpan?>(TokenSql.LeaseLeft, new { accountId }, cancellationToken);

    /// <summary>False when newer tokens are there, or the account is gone.</summary>
    internal async Task<bool> StoreAsync(
        TokenLease lease, CredentialRow row, AccountTokens tokens, DateTimeOffset? refreshAt, CancellationToken cancellationToken) =>
        await database.ScalarAsync<long>(
            TokenSql.Store,
            new
            {
                lease.AccountId,
                lease.Version,
                row.AccessToken,
                row.RefreshToken,
                tokens.IssuedAt,
                tokens.ExpiresAt,
                tokens.RefreshExpiresAt,
                refreshAt,
                at = clock.GetDatabaseNow(),
            },
            cancellationToken) == 1;

    internal Task<int> CountFailuresAsync(TokenLease lease, CancellationToken cancellationToken) => database.ScalarAsync<int>(
        TokenSql.CountFailures, new { lease.AccountId, lease.Version }, cancellationToken);

    internal Task PostponeAsync(TokenLease lease, TimeSpan wait, bool isUnanswered, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            TokenSql.Postpone,
            new { lease.AccountId, lease.Version, lease.LeaseId, wait, isUnanswered },
            cancellationToken);

    /// <summary>
    /// Marks the account, and writes the event with it. Idempotent: tokens of one version end once. Returns false when they had ended,
    /// or newer ones are there.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    internal async Task<bool> EndAsync(AccountAccess account, string errorCode, string errorMessage, CancellationToken cancellationToken)
    {
        DateTimeOffset at = clock.GetDatabaseNow();
        long version = account.Tokens!.Version;
        OutboxEvent required = events.ReauthorizationRequired(account, version, errorCode, errorMessage, at);
        return await database.ScalarAsync<long>(
            TokenSql.End,
            new
            {
                account.AccountId,
                version,
                errorCode,
                errorMessage,
                at,
                eventId = required.Id,
                required.EventType,
                required.Topic,
                required.Envelope,
            },
            cancellationToken) == 1;
    }
}
