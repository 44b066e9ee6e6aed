using Azure;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Ingestion.Core.Errors;

namespace Ingestion.Core.Security;

/// <summary>The ring as the newest version of a Key Vault secret, in the same text form as the file.</summary>
internal sealed class VaultKeyRingStore(SecretClient vault) : IKeyRingStore
{
    public const string SecretName = "INGESTION-CREDENTIAL-KEYS";

    public async Task<KeyRing> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            Response<KeyVaultSecret> secret = await vault.GetSecretAsync(SecretName, version: null, cancellationToken);
            return KeyRing.Parse(secret.Value.Value);
        }
        catch (FormatException fault)
        {
            throw new CredentialsUnreadableException(
                ErrorCodes.CredentialKeysMissing, $"Key Vault secret {SecretName} cannot be used: {fault.Message}", fault);
        }
        catch (RequestFailedException fault) when (fault.Status is 401 or 403 or 404)
        {
            throw new CredentialsUnreadableException(
                ErrorCodes.CredentialKeysMissing, $"Key Vault answered {fault.Status} for secret {SecretName}", fault);
        }
        catch (Exception fault) when (fault is RequestFailedException or AuthenticationFailedException)
        {
            throw new ProviderUnavailableException(
                ErrorCodes.KeyVaultUnavailable, $"Key Vault secret {SecretName} cannot be read", fault);
        }
    }
}
