using Ingestion.Core.Security;

namespace Ingestion.Core.Accounts;

/// <summary>Seals tokens that somebody handed in: with a data key of their own, so that the old one goes with the old tokens.</summary>
internal sealed class CredentialSealer(KeyWrapper keys)
{
    internal async Task<CredentialRow> SealAsync(Guid accountId, AccountTokens tokens, CancellationToken cancellationToken)
    {
        (DataKey key, WrappedKey wrapped) = await keys.CreateAsync(accountId, cancellationToken);
        using (key)
        {
            return CredentialRow.Seal(key, wrapped, tokens);
        }
    }
}
