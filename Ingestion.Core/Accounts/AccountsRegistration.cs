using Azure.Core;
using Azure.Security.KeyVault.Secrets;
using Ingestion.Core.Creators;
using Ingestion.Core.Persistence;
using Ingestion.Core.Registration;
using Ingestion.Core.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Ingestion.Core.Accounts;

/// <summary>Registers accounts, creators and what keeps their credentials.</summary>
internal static class AccountsRegistration
{
    internal static void AddAccounts(this IServiceCollection services, IngestionSettings settings)
    {
        services.AddSingleton<IKeyRingStore>(provider => settings is { CredentialKeysFile: null, KeyVaultUri: { } vault }
            ? new VaultKeyRingStore(new SecretClient(vault, provider.GetRequiredService<TokenCredential>()))
            : new FileKeyRingStore(settings.CredentialKeysFile));
        services.AddSingleton<KeyRings>();
        services.AddSingleton<KeyWrapper>();
        services.AddSingleton<CredentialSealer>();
        services.AddSingleton<AccountRequestReader>();
        services.AddSingleton(provider => new AccountStore(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<CredentialSealer>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<CreatorStore>();
        services.AddSingleton(provider => new KeyRotation(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<KeyWrapper>()));
    }
}
