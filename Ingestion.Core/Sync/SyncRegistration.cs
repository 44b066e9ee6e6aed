using Ingestion.Core.Blobs;
using Ingestion.Core.Crawls;
using Ingestion.Core.Persistence;
using Ingestion.Core.Platforms.Fetch;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Sync;

/// <summary>Registers the syncs of connected accounts.</summary>
internal static class SyncRegistration
{
    internal static void AddSyncs(this IServiceCollection services)
    {
        services.AddSingleton<SyncJobStore>();
        services.AddSingleton<SyncEvents>();
        services.AddSingleton<AccountPages>();
        services.AddSingleton(provider => new SyncStart(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<PlatformConnectors>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new AccountFetch(
            provider.GetRequiredService<SyncJobStore>(),
            provider.GetRequiredService<AccountPages>(),
            provider.GetRequiredService<RawZone>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IOptions<SyncOptions>>()));
        services.AddSingleton(provider => new SyncSeal(
            provider.GetRequiredService<SyncJobStore>(),
            provider.GetRequiredService<AccountPages>(),
            provider.GetRequiredService<RawZone>(),
            provider.GetRequiredService<IOptions<RawZoneOptions>>()));
        services.AddSingleton(provider => new SyncCrawl(
            provider.GetRequiredService<SyncJobStore>(),
            provider.GetRequiredService<CrawlIntake>(),
            provider.GetRequiredService<CrawlStore>(),
            provider.GetRequiredService<CrawlCancellation>(),
            provider.GetRequiredService<Database>()));
        services.AddSingleton(provider => new SyncConclusion(
            provider.GetRequiredService<SyncJobStore>(),
            provider.GetRequiredService<CrawlStore>(),
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<SyncEvents>(),
            provider.GetRequiredService<CrawlLifecycle>()));
    }
}
