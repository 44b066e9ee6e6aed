using Ingestion.Core.Errors;
using Ingestion.Core.Platforms;
using Ingestion.Core.Security;
using Microsoft.Extensions.Logging;

namespace Ingestion.Core.Accounts.Tokens;

/// <summary>
/// Renews the tokens of one account: takes the lease, asks the platform without a transaction, stores the answer in one statement.
/// </summary>
/// <remarks>
/// Where refresh tokens rotate, the call spends the old one. A process that dies between the platform's answer and the commit loses the
/// new one for good: when the lease is over, the next host tries the old one, is refused, and the account needs a new sign-in, with the
/// error code that says so. Everything that can be done against it is done: the lease proves right before the call that the database
/// takes writes, the call and the commit are not cancelled with their caller, and the commit is tried for half a minute.
/// </remarks>
internal sealed class TokenRenewal(
    PlatformOAuths platforms, TokenStore store, KeyWrapper keys, TimeProvider clock, ILogger<TokenRenewal> logger)
{
    private const int MaxStoreAttempts = 6;
    private const int MostDoublings = 7;

    // Longer than a call and the attempts to store its answer together.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan FirstStoreWait = TimeSpan.FromSeconds(1);

    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    /// <exception cref="CredentialsUnreadableException">Terminal: the stored tokens cannot be opened.</exception>
    internal async Task<RenewalResult> RenewAsync(AccountAccess account, CancellationToken cancellationToken)
    {
        SealedTokens stored = account.Tokens ?? throw new InvalidOperationException($"Account {account.AccountId} has no tokens.");
        using DataKey key = await keys.OpenAsync(account.AccountId, stored.DataKey, cancellationToken);
        AccountTokens tokens = stored.Open(key);
        TokenLease lease = new(account.AccountId, stored.Version, Guid.NewGuid());
        if (await store.ClaimAsync(lease, Lease, cancellationToken) is not { } isAnswerLost)
        {
            return new RenewalResult(
                RenewalStatus.LeftToOthers, RetryAfter: await store.LeaseLeftAsync(account.AccountId, cancellationToken));
        }

        // From here on the answer is worth more than the caller's time.
        PlatformResult<AccountTokens> renewed = await platforms.Find(account.Platform)!.RenewAsync(tokens, CancellationToken.None);
        return renewed.Value is { } next
            ? await StoreAsync(lease, account, key, stored, next)
            : await SettleAsync(lease, account, renewed.Failure!, isAnswerLost);
    }

    private async Task<RenewalResult> StoreAsync(
        TokenLease lease, AccountAccess account, DataKey key, SealedTokens stored, AccountTokens next)
    {
        CredentialRow row = CredentialRow.Seal(key, new WrappedKey("", stored.DataKey), next);
        DateTimeOffset? refreshAt = TokenLife.Of(account.Platform).RefreshAt(next);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                bool isStored = await store.StoreAsync(lease, row, next, refreshAt, CancellationToken.None);
                return new RenewalResult(isStored ? RenewalStatus.Renewed : RenewalStatus.LeftToOthers, isStored ? next : null);
            }
            catch (DatabaseUnavailableException failure) when (attempt < MaxStoreAttempts)
            {
                logger.TokensNotStored(failure, account.AccountId, attempt);
                await Task.Delay(FirstStoreWait * (1 << (attempt - 1)), clock, CancellationToken.None);
            }
        }
    }

    private async Task<RenewalResult> SettleAsync(
        TokenLease lease, AccountAccess account, PlatformFailure failure, bool isAnswerLost)
    {
        if (failure.Fault is PlatformFault.Refused)
        {
            bool isLost = isAnswerLost && TokenLife.Of(account.Platform).Rotates;
            string errorCode = isLost ? ErrorCodes.RefreshTokenLost : ErrorCodes.ReauthorizationRequired;
            string lost = isLost ? ", after the answer of an earlier renewal was lost" : "";
            bool isEnded = await store.EndAsync(account, errorCode, $"{failure.Reason}{lost}", CancellationToken.None);
            return new RenewalResult(isEnded ? RenewalStatus.Ended : RenewalStatus.LeftToOthers, Reason: failure.Reason);
        }

        int failures = await store.CountFailuresAsync(lease, CancellationToken.None);
        TimeSpan wait = failure.RetryAfter ?? Shorter(FirstWait * (1 << Math.Min(failures, MostDoublings)), MaxWait);

        // Without an answer the old refresh token may be spent; whoever tries next has to know.
        bool isUnanswered = isAnswerLost || failure.Fault is PlatformFault.Unavailable;
        await store.PostponeAsync(lease, wait, isUnanswered, CancellationToken.None);
        logger.RenewalPostponed(account.AccountId, failure.Reason, wait.TotalSeconds);
        return new RenewalResult(
            failure.Fault is PlatformFault.AppRefused ? RenewalStatus.AppRefused : RenewalStatus.Postponed,
            RetryAfter: wait,
            Reason: failure.Reason);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
