using System.Text.Json.Serialization;
using Ingestion.Core.Crawls;
using Ingestion.Core.Replay;
using Ingestion.Functions.Crawl;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Ingestion.Functions.Replay;

/// <summary>Progress of a replay; its custom status, and its output at the end.</summary>
/// <param name="Replayed">Records that are rows now.</param>
/// <param name="StillOpen">Records that still cannot be used.</param>
public sealed record DeadLetterReplayProgress(
    [property: JsonPropertyName("replayed")] long Replayed, [property: JsonPropertyName("still_open")] long StillOpen);

/// <summary>What a replay starts from, and goes on from.</summary>
/// <param name="Portion">The next portion.</param>
/// <param name="Plan">The retries of its activity.</param>
/// <param name="Progress">The sums so far.</param>
public sealed record DeadLetterReplayCheckpoint(DeadLetterReplayInput Portion, CrawlPlan Plan, DeadLetterReplayProgress Progress);

/// <summary>Reads quarantined records again, portion by portion, with the present mappers.</summary>
public static class DeadLetterReplayOrchestrator
{
    [Function(FunctionNames.DeadLetterReplayOrchestrator)]
    public static async Task<DeadLetterReplayProgress> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        DeadLetterReplayCheckpoint checkpoint = context.GetInput<DeadLetterReplayCheckpoint>()
            ?? throw new InvalidOperationException("The replay needs a DeadLetterReplayCheckpoint as its input.");
        DeadLetterReplayResult result = await context.CallActivityAsync<DeadLetterReplayResult>(
            FunctionNames.ReplayDeadLetters, checkpoint.Portion, checkpoint.Plan.ToTaskOptions());
        DeadLetterReplayProgress progress = new(
            checkpoint.Progress.Replayed + result.Replayed, checkpoint.Progress.StillOpen + result.StillOpen);
        context.SetCustomStatus(progress);
        if (result.Next is { } next)
        {
            context.ContinueAsNew(checkpoint with { Portion = checkpoint.Portion with { After = next }, Progress = progress });
        }

        return progress;
    }
}
