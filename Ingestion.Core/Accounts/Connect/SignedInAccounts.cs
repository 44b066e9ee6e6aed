using Ingestion.Core.Platforms;

namespace Ingestion.Core.Accounts.Connect;

/// <summary>Stores what a sign-in opened: new accounts, and new tokens of those that the owner has already.</summary>
internal sealed class SignedInAccounts(AccountStore store)
{
    internal async Task<IReadOnlyList<Guid>> StoreAsync(
        OAuthState state, string platform, IReadOnlyList<SignedInAccount> opened, CancellationToken cancellationToken)
    {
        List<Guid> stored = [];
        foreach (SignedInAccount account in opened)
        {
            stored.Add(await StoreAsync(state, platform, account, cancellationToken));
        }

        return stored;
    }

    private async Task<Guid> StoreAsync(
        OAuthState state, string platform, SignedInAccount account, CancellationToken cancellationToken)
    {
        while (true)
        {
            NewAccount order = new()
            {
                Platform = platform,
                ExternalId = account.ExternalId,
                Handle = account.Handle?.ToLowerInvariant(),
                DisplayName = account.DisplayName,
                CreatorId = state.CreatorId,
                Scopes = account.Scopes,
                Tokens = account.Tokens,
                IsIdentityProved = true,
            };
            (Guid accountId, bool isNew) = await store.AddAsync(state.Owner, order, cancellationToken);
            AccountChanges changes = new()
            {
                Handle = order.Handle,
                DisplayName = order.DisplayName,
                CreatorId = order.CreatorId,
                Scopes = order.Scopes,
                Tokens = order.Tokens,
                IsIdentityProved = true,
            };

            // False when somebody deleted it in between: then it can be added.
            if (isNew || await store.ChangeAsync(
                state.Owner, new AccountKey(accountId, platform, order.Source), changes, cancellationToken))
            {
                return accountId;
            }
        }
    }
}
