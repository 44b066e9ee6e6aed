using Ingestion.Core.Registration;
using Microsoft.Extensions.DependencyInjection;

namespace Ingestion.Functions.Owners;

internal static class OwnersRegistration
{
    /// <summary>Adds the identity that OWNER_IDENTITY names, and the guard of the owners' routes.</summary>
    public static IServiceCollection AddOwners(this IServiceCollection services) => services
        .AddSingleton<IOwnerIdentity>(provider =>
        {
            IngestionSettings settings = provider.GetRequiredService<IngestionSettings>();
            return settings.TrustsAppService ? new AppServiceOwnerIdentity() : new KeyOwnerIdentity(settings);
        })
        .AddSingleton<OwnerGuard>();
}
