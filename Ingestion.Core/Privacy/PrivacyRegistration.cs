using Ingestion.Core.Crawls;
using Microsoft.Extensions.DependencyInjection;

namespace Ingestion.Core.Privacy;

/// <summary>Registers the erasing of people.</summary>
internal static class PrivacyRegistration
{
    internal static void AddPrivacy(this IServiceCollection services)
    {
        services.AddSingleton<ErasureStore>();
        services.AddSingleton<ErasureRows>();
        services.AddSingleton<RawErasure>();
        services.AddSingleton<BronzeErasure>();
        services.AddSingleton<ErasureFiles>();
        services.AddSingleton(provider => new ErasureSweep(
            provider.GetRequiredService<ErasureStore>(),
            provider.GetRequiredService<ErasureRows>(),
            provider.GetRequiredService<ErasureFiles>(),
            provider.GetRequiredService<CrawlStore>(),
            provider.GetRequiredService<TimeProvider>()));
    }
}
