using Ingestion.Core.Accounts.Connect;
using Ingestion.Core.Errors;
using Microsoft.Extensions.Logging;

namespace Ingestion.Core.Accounts.Tokens;

/// <summary>
/// Renews the tokens that would end unused: those of months near their end, and refresh tokens that nobody needed. One account's
/// trouble is its own.
/// </summary>
public sealed class TokenSweep
{
    private const int BatchSize = 500;
    private const int MaxConcurrent = 8;

    private readonly TokenStore store;
    private readonly TokenRenewal renewal;
    private readonly OAuthStateStore states;
    private readonly ILogger<TokenSweep> logger;

    internal TokenSweep(TokenStore store, TokenRenewal renewal, OAuthStateStore states, ILogger<TokenSweep> logger)
    {
        this.store = store;
        this.renewal = renewal;
        this.states = states;
        this.logger = logger;
    }

    /// <summary>Renews what is due, and forgets old sign-ins.</summary>
    /// <param name="cancellationToken">Stops between two accounts.</param>
    /// <returns>How many accounts have new tokens.</returns>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await states.TidyAsync(cancellationToken);
        int renewed = 0;
        IReadOnlyList<Guid> due;
        do
        {
            // What could not be renewed has a wait now, so no account comes twice.
            due = await store.FindDueAsync(BatchSize, cancellationToken);
            ParallelOptions options = new() { MaxDegreeOfParallelism = MaxConcurrent, CancellationToken = cancellationToken };
            bool isProgress = false;
            await Parallel.ForEachAsync(due, options, async (accountId, token) =>
            {
                RenewalStatus? status = await TryRenewAsync(accountId, token);
                isProgress |= status is not null;
                if (status is RenewalStatus.Renewed)
                {
                    Interlocked.Increment(ref renewed);
                }
            });
            if (!isProgress)
            {
                break;
            }
        }
        while (due.Count == BatchSize);

        return renewed;
    }

    private async Task<RenewalStatus?> TryRenewAsync(Guid accountId, CancellationToken cancellationToken)
    {
        try
        {
            return await store.FindAsync(accountId, cancellationToken) is { Tokens: not null } account
                ? (await renewal.RenewAsync(account, cancellationToken)).Status
                : null;
        }
        catch (IngestionException failure)
        {
            logger.RenewalFailed(failure, accountId);
            return null;
        }
    }
}
