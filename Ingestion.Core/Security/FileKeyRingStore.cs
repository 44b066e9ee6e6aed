using Ingestion.Core.Errors;

namespace Ingestion.Core.Security;

/// <summary>The ring in the file of CREDENTIAL_KEYS_FILE.</summary>
/// <param name="path">Null when the setting is empty: then there are no keys.</param>
internal sealed class FileKeyRingStore(string? path) : IKeyRingStore
{
    public async Task<KeyRing> ReadAsync(CancellationToken cancellationToken)
    {
        if (path is null)
        {
            throw new CredentialsUnreadableException(
                ErrorCodes.CredentialKeysMissing, "neither CREDENTIAL_KEYS_FILE nor KEY_VAULT_URI is set");
        }

        try
        {
            return KeyRing.Parse(await File.ReadAllTextAsync(path, cancellationToken));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new CredentialsUnreadableException(
                ErrorCodes.CredentialKeysMissing, $"the file of CREDENTIAL_KEYS_FILE cannot be used: {fault.Message}", fault);
        }
    }
}
