using Ingestion.Core.Schedules;
using Microsoft.Extensions.Configuration;

namespace Ingestion.Functions.Schedules;

/// <summary>
/// The time of the daily run where none is set. A timer's <c>%setting%</c> has no default of its own: the local host finds this one; on Azure
/// the Functions host resolves the name before this program runs, so that there it has to be an app setting.
/// </summary>
internal static class DailySyncDefault
{
    internal const string Setting = "DAILY_SYNC_SCHEDULE";

    internal static void AddDailySyncDefault(this IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration[Setting]))
        {
            configuration[Setting] = ScheduleOptions.DefaultDailySchedule;
        }
    }
}
