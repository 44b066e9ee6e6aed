using Ingestion.Core.Errors;

namespace Ingestion.Core.Security;

/// <summary>Where the key-encryption keys are kept: a local file, or a secret in Key Vault. Never in the database.</summary>
internal interface IKeyRingStore
{
    /// <summary>Reads the present ring.</summary>
    /// <exception cref="CredentialsUnreadableException">Terminal: there is none, or it cannot be used.</exception>
    /// <exception cref="ProviderUnavailableException">Transient: the vault does not answer.</exception>
    Task<KeyRing> ReadAsync(CancellationToken cancellationToken);
}
