using Ingestion.Core.Schedules;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Schedules;

/// <summary>
/// Every five minutes: begins the run of the accounts whose own schedule is due, and the daily run where <see cref="DailySyncTimer"/> could
/// not, or an account became due later. The time of each account is in its row, so that a tick that is missed, late or doubled changes nothing.
/// </summary>
public sealed class SyncScheduleTimer(ScheduleUpkeep upkeep, SyncRunStarter starter)
{
    [Function(FunctionNames.SyncSchedules)]
    public async Task RunAsync(
        [TimerTrigger("0 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        await upkeep.RunAsync(cancellationToken);
        await starter.StartAsync(client, cancellationToken);
    }
}
