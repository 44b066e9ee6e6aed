using Ingestion.Core.Crawls;
using Ingestion.Core.Download;
using Ingestion.Core.Errors;
using Ingestion.Core.Normalize;
using Ingestion.Core.Poll;
using Ingestion.Core.Publish;
using Ingestion.Core.Trigger;
using Microsoft.DurableTask;

namespace Ingestion.Functions.Crawl;

/// <summary>The steps of one crawl as the orchestrator sees them: a typed call per activity, with its retries and its waits.</summary>
internal sealed class CrawlSteps(TaskOrchestrationContext context, CrawlCheckpoint checkpoint)
{
    private readonly CrawlSignals _signals = new(context);
    private readonly TaskOptions _retry = checkpoint.Plan.ToTaskOptions();
    private readonly CrawlPlan _plan = checkpoint.Plan;
    private string _stage = Stages.Trigger;

    /// <summary>Progress so far; what a continuation starts from.</summary>
    public CrawlCheckpoint Checkpoint { get; private set; } = checkpoint;

    /// <summary>The one paid call. Ends with the snapshot id in the checkpoint.</summary>
    public async Task<StepOutcome> TriggerAsync()
    {
        Enter(Stages.Trigger);
        while (Checkpoint.SnapshotId is null)
        {
            TriggerResult result = await context.CallActivityAsync<TriggerResult>(
                FunctionNames.TriggerSnapshot, new TriggerInput(Checkpoint.CrawlId), _retry);
            switch (result.Status)
            {
                case TriggerStatus.Triggered:
                    Checkpoint = Checkpoint with { SnapshotId = result.SnapshotId };
                    break;
                case TriggerStatus.Failed:
                    return StepOutcome.Ended;
                case TriggerStatus.Cancelled:
                    return StepOutcome.Cancelled;
                default:
                    await _signals.WaitAsync(result.RetryAfter ?? _plan.PollInterval);
                    break;
            }

            if (_signals.IsCancelled)
            {
                return StepOutcome.Cancelled;
            }
        }

        return StepOutcome.Next;
    }

    /// <summary>Waits for `ready` on durable timers, cut short by the provider's webhook.</summary>
    public async Task<StepOutcome> PollAsync()
    {
        Enter(Stages.Polling);
        DateTime since = Checkpoint.PollingSince ?? context.CurrentUtcDateTime;
        TimeSpan delay = _plan.DelayAfter(Checkpoint.Polls);
        for (int polls = 0; !Checkpoint.IsReady; polls++)
        {
            if (polls >= _plan.PollsPerGeneration && !_signals.HasUnseen)
            {
                Checkpoint = Checkpoint with { PollingSince = since };
                return StepOutcome.ContinueAsNew;
            }

            bool isDue = await _signals.WaitAsync(_plan.AutomaticPolling ? delay : _plan.MaxPollingTime);
            if (_signals.IsCancelled)
            {
                return StepOutcome.Cancelled;
            }

            PollResult result = await PollOnceAsync(isDue);
            if (result.Status is PollStatus.Failed or PollStatus.Cancelled)
            {
                return result.Status is PollStatus.Failed ? StepOutcome.Ended : StepOutcome.Cancelled;
            }

            if (!Checkpoint.IsReady && (Checkpoint.Polls >= _plan.MaxPolls || context.CurrentUtcDateTime - since >= _plan.MaxPollingTime))
            {
                return await FailAsync(
                    Stages.PollingTimeout,
                    ErrorCodes.PollingTimeout,
                    $"Snapshot {Checkpoint.SnapshotId} was not ready after {Checkpoint.Polls} polls in {context.CurrentUtcDateTime - since:c}.");
            }

            delay = result.RetryAfter ?? _plan.DelayAfter(Checkpoint.Polls);
        }

        return StepOutcome.Next;
    }

    /// <summary>Streams the snapshot to the raw zone; the provider may still be building it after `ready`.</summary>
    public async Task<StepOutcome> DownloadAsync()
    {
        Enter(Stages.Download);
        for (int waits = 0; waits < _plan.MaxDownloadNotReady; waits++)
        {
            DownloadResult result = await context.CallActivityAsync<DownloadResult>(
                FunctionNames.DownloadSnapshot,
                new DownloadInput(Checkpoint.CrawlId, Checkpoint.SnapshotId!, Checkpoint.Records),
                _retry);
            switch (result.Status)
            {
                case DownloadStatus.Stored:
                    return StepOutcome.Next;
                case DownloadStatus.Failed:
                    return StepOutcome.Ended;
                case DownloadStatus.Cancelled:
                    return StepOutcome.Cancelled;
                default:
                    await _signals.WaitAsync(result.RetryAfter ?? _plan.DownloadNotReadyDelay);
                    break;
            }

            if (_signals.IsCancelled)
            {
                return StepOutcome.Cancelled;
            }
        }

        return await FailAsync(
            Stages.DownloadTimeout,
            ErrorCodes.DownloadTimeout,
            $"Snapshot {Checkpoint.SnapshotId} was announced as ready, but could not be downloaded in {_plan.MaxDownloadNotReady} tries.");
    }

    /// <summary>Turns the raw snapshot into rows, and commits `data-ingestion-completed` with them.</summary>
    public async Task<StepOutcome> NormalizeAsync()
    {
        Enter(Stages.Normalize);
        NormalizeResult result = await context.CallActivityAsync<NormalizeResult>(
            FunctionNames.NormalizeSnapshot, new NormalizeInput(Checkpoint.CrawlId), _retry);
        return result.Status switch
        {
            NormalizeStatus.Normalized => StepOutcome.Next,
            NormalizeStatus.Cancelled => StepOutcome.Cancelled,
            _ => StepOutcome.Ended,
        };
    }

    /// <summary>Sends `data-ingestion-completed` and completes the crawl.</summary>
    public async Task<StepOutcome> PublishAsync()
    {
        Enter(Stages.Publish);
        await context.CallActivityAsync(FunctionNames.PublishCrawl, new PublishInput(Checkpoint.CrawlId), _retry);
        Enter("completed");
        return StepOutcome.Ended;
    }

    /// <summary>Cancels at the provider and records the cancellation.</summary>
    public async Task StopAsync()
    {
        try
        {
            await context.CallActivityAsync(FunctionNames.CancelSnapshot, Checkpoint.CrawlId, _retry);
            Enter(Stages.Cancelled);
        }
        catch (TaskFailedException failure)
        {
            // The provider cannot be told; the crawl ends all the same, as cancelled.
            await FailAsync(failure);
        }
    }

    /// <summary>Records a step that failed for good.</summary>
    public Task<StepOutcome> FailAsync(TaskFailedException failure) =>
        FailAsync(_stage, ErrorCodes.FromMessage(failure.FailureDetails.ErrorMessage), failure.FailureDetails.ErrorMessage);

    private async Task<StepOutcome> FailAsync(string stage, string errorCode, string message)
    {
        var failure = new CrawlFailure(Checkpoint.CrawlId, stage, errorCode, message);
        await context.CallActivityAsync(FunctionNames.FailCrawl, failure, _retry);
        Enter("failed");
        return StepOutcome.Ended;
    }

    private async Task<PollResult> PollOnceAsync(bool isDue)
    {
        PollResult result = await context.CallActivityAsync<PollResult>(
            FunctionNames.PollSnapshot,
            new PollInput(Checkpoint.CrawlId, Checkpoint.SnapshotId!, Checkpoint.Polls + 1),
            _retry);

        // A poll that a webhook asked for, or that the rate budget refused, uses up nothing.
        bool counts = isDue && result.Status is not PollStatus.RateLimited;
        Checkpoint = Checkpoint with
        {
            Polls = Checkpoint.Polls + (counts ? 1 : 0),
            IsReady = result.Status is PollStatus.Ready,
            Records = result.Records,
        };
        return result;
    }

    private void Enter(string stage)
    {
        _stage = stage;
        context.SetCustomStatus(new CrawlProgress(stage, Checkpoint.SnapshotId, Checkpoint.Polls));
    }
}
