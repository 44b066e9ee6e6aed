using Ingestion.Core.Schedules;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Schedules;

/// <summary>
/// At DAILY_SYNC_SCHEDULE: begins the daily run. The time of each account is in its row, so that a run that two timers begin is one run, and
/// one that this timer missed is begun by the next tick of <see cref="SyncScheduleTimer"/>.
/// </summary>
public sealed class DailySyncTimer(ScheduleUpkeep upkeep, SyncRunStarter starter)
{
    [Function(FunctionNames.DailySync)]
    public async Task RunAsync(
        [TimerTrigger($"%{DailySyncDefault.Setting}%")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        await upkeep.RunAsync(cancellationToken);
        await starter.StartAsync(client, cancellationToken);
    }
}
