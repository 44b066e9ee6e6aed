using Ingestion.Core.Security;

namespace Ingestion.Core.Accounts;

/// <summary>The sealed columns of <c>account_credentials</c>.</summary>
internal sealed record CredentialRow(WrappedKey Key, byte[] AccessToken, byte[]? RefreshToken)
{
    internal const string AccessTokenColumn = "access_token";
    internal const string RefreshTokenColumn = "refresh_token";

    /// <summary>Seals tokens with a data key of the account.</summary>
    internal static CredentialRow Seal(DataKey key, WrappedKey wrapped, AccountTokens tokens) => new(
        wrapped,
        key.Seal(AccessTokenColumn, tokens.AccessToken),
        tokens.RefreshToken is { } refresh ? key.Seal(RefreshTokenColumn, refresh) : null);
}
