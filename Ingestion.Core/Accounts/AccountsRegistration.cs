using Azure.Core;
using Azure.Security.KeyVault.Secrets;
using Ingestion.Core.Accounts.Connect;
using Ingestion.Core.Accounts.Tokens;
using Ingestion.Core.Creators;
using Ingestion.Core.Persistence;
using Ingestion.Core.Platforms;
using Ingestion.Core.Registration;
using Ingestion.Core.Schedules;
using Ingestion.Core.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

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
            provider.GetRequiredService<SyncTimes>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<CreatorStore>();
        services.AddSingleton<OAuthStateStore>();
        services.AddSingleton<SignedInAccounts>();
        services.AddSingleton(provider => new ConnectService(
            provider.GetRequiredService<PlatformOAuths>(),
            provider.GetRequiredService<OAuthStateStore>(),
            provider.GetRequiredService<SignedInAccounts>(),
            settings,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<AccountEvents>();
        services.AddSingleton<TokenStore>();
        services.AddSingleton<TokenRenewal>();
        services.AddSingleton(provider => new TokenSweep(
            provider.GetRequiredService<TokenStore>(),
            provider.GetRequiredService<TokenRenewal>(),
            provider.GetRequiredService<OAuthStateStore>(),
            provider.GetRequiredService<ILogger<TokenSweep>>()));
        services.AddSingleton(provider => new AccountAccessService(
            provider.GetRequiredService<TokenStore>(),
            provider.GetRequiredService<TokenRenewal>(),
            provider.GetRequiredService<KeyWrapper>(),
            provider.GetRequiredService<AppTokens>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new KeyRotation(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<KeyWrapper>()));
    }
}
