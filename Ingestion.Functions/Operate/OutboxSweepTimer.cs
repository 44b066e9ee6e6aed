using Ingestion.Core.Events;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Operate;

/// <summary>Every five seconds: publishes events whose own relay did not get to it.</summary>
public sealed class OutboxSweepTimer(OutboxRelay relay)
{
    [Function(FunctionNames.OutboxSweep)]
    public Task RunAsync(
        [TimerTrigger("*/5 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken) =>
        relay.RelayAsync(cancellationToken);
}
