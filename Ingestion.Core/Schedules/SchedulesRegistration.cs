using Ingestion.Core.Persistence;
using Ingestion.Core.Registration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Schedules;

/// <summary>Registers what syncs accounts when they are due.</summary>
internal static class SchedulesRegistration
{
    internal static void AddSchedules(this IServiceCollection services, IngestionSettings settings)
    {
        services.AddSingleton(new SyncTimes(settings.DailySyncSchedule));
        services.AddSingleton<SyncClaims>();
        services.AddSingleton(provider => new SyncRuns(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<SyncClaims>(),
            provider.GetRequiredService<IOptions<ScheduleOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SyncRuns>>()));
        services.AddSingleton(provider => new ScheduleUpkeep(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<SyncTimes>(),
            provider.GetRequiredService<IOptions<ScheduleOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ScheduleUpkeep>>()));
        services.AddSingleton<LostSync>();
        services.AddSingleton(provider => new StalledSyncs(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<LostSync>(),
            provider.GetRequiredService<IOptions<ScheduleOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<StalledSyncs>>()));
        services.AddSingleton(provider => new JobReplay(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<TimeProvider>()));
    }
}
