using Ingestion.Core.Replay;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Replay;

/// <summary>Reads one portion of quarantined records again. Idempotent: what became a row is no longer open.</summary>
public sealed class ReplayDeadLettersActivity(DeadLetterReplay replay)
{
    [Function(FunctionNames.ReplayDeadLetters)]
    public Task<DeadLetterReplayResult> RunAsync(
        [ActivityTrigger] DeadLetterReplayInput input, CancellationToken cancellationToken) =>
        replay.RunAsync(input, cancellationToken);
}
