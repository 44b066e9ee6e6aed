using Ingestion.Core.Errors;
using Ingestion.Core.Platforms;
using Ingestion.Core.Security;

namespace Ingestion.Core.Accounts.Tokens;

/// <summary>Gives the access token of an account, renewed where its end is near. Every use asks anew: consent may be gone.</summary>
public sealed class AccountAccessService
{
    private const int MostLooks = 3;
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(5);

    private readonly TokenStore store;
    private readonly TokenRenewal renewal;
    private readonly KeyWrapper keys;
    private readonly AppTokens appTokens;
    private readonly TimeProvider clock;

    internal AccountAccessService(
        TokenStore store, TokenRenewal renewal, KeyWrapper keys, AppTokens appTokens, TimeProvider clock)
    {
        this.store = store;
        this.renewal = renewal;
        this.keys = keys;
        this.appTokens = appTokens;
        this.clock = clock;
    }

    /// <summary>Asks for the token of one account.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="cancellationToken">Gives up waiting; a renewal under way goes on to its end.</param>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    /// <exception cref="ProviderUnavailableException">Transient: the platform does not give the application's token.</exception>
    /// <exception cref="ProviderRejectedException">Terminal: the application is not set, or refused.</exception>
    /// <exception cref="CredentialsUnreadableException">Terminal: the stored tokens cannot be opened.</exception>
    public async Task<AccessResult> GetAsync(Guid accountId, CancellationToken cancellationToken)
    {
        TimeSpan wait = ShortWait;
        for (int look = 0; look < MostLooks; look++)
        {
            if (await store.FindAsync(accountId, cancellationToken) is not { } account)
            {
                return new AccessResult { Status = AccessStatus.NotFound };
            }

            if (Refusal(account) is { } refused)
            {
                return refused;
            }

            if (account.Tokens is null)
            {
                return Ready(await appTokens.GetAsync(account.Platform, cancellationToken));
            }

            RenewalResult? renewed = null;
            AccountTokens tokens = await OpenAsync(account, cancellationToken);
            if (TokenLife.Of(account.Platform).HasEnded(tokens, clock.GetUtcNow()))
            {
                await store.EndAsync(
                    account, ErrorCodes.ReauthorizationRequired, $"The {account.Platform} tokens have ended.", cancellationToken);
            }
            else if (!TokenLife.Of(account.Platform).IsDue(tokens, clock.GetUtcNow()))
            {
                return Ready(tokens.AccessToken);
            }
            else
            {
                renewed = await renewal.RenewAsync(account, cancellationToken);
            }

            if (Settled(account, tokens, renewed) is { } settled)
            {
                return settled;
            }

            wait = renewed?.RetryAfter ?? wait;
        }

        return new AccessResult { Status = AccessStatus.Wait, RetryAfter = wait };
    }

    /// <summary>
    /// Asks for another token than one that the platform has just refused although it was good by its time: renewed, where that is
    /// possible; else the account's tokens are dead.
    /// </summary>
    /// <param name="accountId">The account.</param>
    /// <param name="refused">The token that was refused.</param>
    /// <param name="reason">What the platform said, without a secret.</param>
    /// <param name="cancellationToken">Gives up waiting; a renewal under way goes on to its end.</param>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    /// <exception cref="ProviderUnavailableException">Transient: the platform does not give the application's token.</exception>
    /// <exception cref="ProviderRejectedException">Terminal: the application's own token is refused.</exception>
    /// <exception cref="CredentialsUnreadableException">Terminal: the stored tokens cannot be opened.</exception>
    public async Task<AccessResult> ReplaceAsync(
        Guid accountId, string refused, string reason, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(accountId, cancellationToken) is not { } account)
        {
            return new AccessResult { Status = AccessStatus.NotFound };
        }

        if (Refusal(account) is { } left)
        {
            return left;
        }

        if (account.Tokens is null)
        {
            return Ready(await appTokens.ReplaceAsync(account.Platform, refused, reason, cancellationToken));
        }

        AccountTokens tokens = await OpenAsync(account, cancellationToken);
        if (tokens.AccessToken != refused)
        {
            // Somebody has renewed them in the meantime.
            return Ready(tokens.AccessToken);
        }

        if (!TokenLife.Of(account.Platform).CanBeRenewedNow(tokens, clock.GetUtcNow()))
        {
            await store.EndAsync(account, ErrorCodes.ReauthorizationRequired, reason, cancellationToken);
            return new AccessResult { Status = AccessStatus.ReauthorizationRequired };
        }

        RenewalResult renewed = await renewal.RenewAsync(account, cancellationToken);
        return renewed switch
        {
            { Tokens: { } next } => Ready(next.AccessToken),
            { Status: RenewalStatus.Ended } => new AccessResult { Status = AccessStatus.ReauthorizationRequired },
            { Status: RenewalStatus.AppRefused } => throw new ProviderRejectedException(
                ErrorCodes.PlatformAppRefused, $"the tokens of account {accountId} cannot be renewed: {renewed.Reason}"),
            _ => new AccessResult { Status = AccessStatus.Wait, RetryAfter = renewed.RetryAfter ?? ShortWait },
        };
    }

    private static AccessResult Ready(string accessToken) => new() { Status = AccessStatus.Ready, AccessToken = accessToken };

    private static AccessResult? Refusal(AccountAccess account) => account switch
    {
        { IsCollected: false } => new AccessResult { Status = AccessStatus.NotCollected },
        { IsActive: false } => new AccessResult { Status = AccessStatus.ReauthorizationRequired },
        _ => null,
    };

    /// <summary>Null: look again, for somebody has changed the account.</summary>
    private AccessResult? Settled(AccountAccess account, AccountTokens tokens, RenewalResult? renewed)
    {
        if (renewed?.Tokens is { } next)
        {
            return Ready(next.AccessToken);
        }

        // What is near its end is still good.
        bool isGood = tokens.ExpiresAt is not { } end || end > clock.GetUtcNow();
        return renewed?.Status switch
        {
            RenewalStatus.LeftToOthers when renewed.RetryAfter is null => null,
            RenewalStatus.Postponed or RenewalStatus.AppRefused or RenewalStatus.LeftToOthers when isGood => Ready(tokens.AccessToken),
            RenewalStatus.AppRefused => throw new ProviderRejectedException(
                ErrorCodes.PlatformAppRefused, $"the tokens of account {account.AccountId} cannot be renewed: {renewed.Reason}"),
            RenewalStatus.Postponed => new AccessResult { Status = AccessStatus.Wait, RetryAfter = renewed.RetryAfter },
            RenewalStatus.LeftToOthers => new AccessResult { Status = AccessStatus.Wait, RetryAfter = renewed.RetryAfter },
            _ => null,
        };
    }

    private async Task<AccountTokens> OpenAsync(AccountAccess account, CancellationToken cancellationToken)
    {
        using DataKey key = await keys.OpenAsync(account.AccountId, account.Tokens!.DataKey, cancellationToken);
        return account.Tokens.Open(key);
    }
}
