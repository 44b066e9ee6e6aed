using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Normalize;
using Ingestion.Core.Publish;
using Ingestion.Core.Sync;
using Ingestion.Functions.Crawl;
using Microsoft.DurableTask;

namespace Ingestion.Functions.Sync;

/// <summary>The steps of one sync as the orchestrator sees them: a typed call per activity, with its retries and its waits.</summary>
internal sealed class SyncSteps(TaskOrchestrationContext context, SyncCheckpoint checkpoint)
{
    /// <summary>Runs of the fetch after which the orchestration continues as new: its history stays small.</summary>
    private const int RunsPerGeneration = 20;

    private readonly TaskOptions _retry = checkpoint.Plan.ToTaskOptions();
    private SyncFailure? _failure;
    private bool _hasRecords;
    private bool _isPublicPage;
    private string _stage = SyncStages.Fetch;
    private Guid? _crawlId;

    /// <summary>Progress so far; what a continuation starts from.</summary>
    public SyncCheckpoint Checkpoint { get; private set; } = checkpoint;

    /// <summary>Reads the platform, over all waits. False: continue as new.</summary>
    public async Task<bool> FetchAsync()
    {
        for (int runs = 0; runs < RunsPerGeneration; runs++)
        {
            FetchResult result = await context.CallActivityAsync<FetchResult>(
                FunctionNames.FetchAccount, new FetchInput(Checkpoint.JobId, Checkpoint.Progress), _retry);
            Checkpoint = Checkpoint with { Progress = result.Progress };
            Enter(result.Progress.Position.Phase, result.Until);
            _isPublicPage = result.Status is FetchStatus.Order;
            if (result.Status is FetchStatus.Fetched or FetchStatus.Ended or FetchStatus.Order)
            {
                _failure = result.Failure;
                _hasRecords = result.Status is FetchStatus.Fetched && result.HasRecords;
                return true;
            }

            if (result.Until is { } until)
            {
                await context.CreateTimer(until.UtcDateTime, CancellationToken.None);
            }
        }

        return false;
    }

    /// <summary>Makes rows of what was fetched, also of what came before a fault; not when nobody may collect any more.</summary>
    public async Task StoreAsync()
    {
        if (!_hasRecords)
        {
            return;
        }

        Enter(SyncStages.Seal);
        Guid crawlId = await context.CallActivityAsync<Guid>(
            FunctionNames.SealSync, new SealInput(Checkpoint.JobId, Checkpoint.Progress), _retry);
        _crawlId = crawlId;
        Enter(SyncStages.Normalize);
        NormalizeResult normalized = await context.CallActivityAsync<NormalizeResult>(
            FunctionNames.NormalizeSnapshot, new NormalizeInput(crawlId), _retry);
        if (normalized.Status is NormalizeStatus.Cancelled)
        {
            await context.CallActivityAsync(FunctionNames.CancelSnapshot, crawlId, _retry);
        }
        else if (normalized.Status is NormalizeStatus.Normalized)
        {
            await context.CallActivityAsync(FunctionNames.PublishCrawl, new PublishInput(crawlId), _retry);
        }
    }

    /// <summary>Has the public page crawled, where the account is read so, and waits for the end. False: continue as new.</summary>
    public async Task<bool> CrawlAsync()
    {
        if (!_isPublicPage)
        {
            return true;
        }

        Enter(SyncStages.Crawl);
        Guid crawlId = await context.CallActivityAsync<Guid>(FunctionNames.OrderCrawl, Checkpoint.JobId, _retry);
        for (int looks = 0; looks < RunsPerGeneration; looks++)
        {
            SyncCrawlStatus status = await context.CallActivityAsync<SyncCrawlStatus>(
                FunctionNames.WatchCrawl, new WatchInput(Checkpoint.JobId, crawlId), _retry);
            if (status is SyncCrawlStatus.Ended)
            {
                return true;
            }

            if (status is SyncCrawlStatus.Withdrawn)
            {
                _failure = new SyncFailure(
                    SyncStages.Crawl,
                    new Failure(ErrorCodes.CollectionNotAllowed, "nobody may collect this account now"),
                    IsWithdrawn: true);
            }

            await context.CreateTimer(Checkpoint.Plan.DelayAfter(looks), CancellationToken.None);
        }

        return false;
    }

    /// <summary>Notes a step that failed for good; the crawl that is the tail fails with it.</summary>
    public async Task FailAsync(TaskFailedException failure)
    {
        string errorCode = ErrorCodes.FromMessage(failure.FailureDetails.ErrorMessage);
        string message = errorCode == ErrorCodes.InternalError
            ? $"The step {_stage} failed unexpectedly; the log has the details"
            : failure.FailureDetails.ErrorMessage[(errorCode.Length + 2)..];
        _failure ??= new SyncFailure(_stage, new Failure(errorCode, message));
        if (_crawlId is { } crawlId)
        {
            await context.CallActivityAsync(
                FunctionNames.FailCrawl, new CrawlFailure(crawlId, Stages.Normalize, errorCode, message), _retry);
        }
    }

    /// <summary>Ends the job with its event.</summary>
    public async Task ConcludeAsync()
    {
        await context.CallActivityAsync(
            FunctionNames.ConcludeSync, ConcludeInput.Of(Checkpoint.JobId, Checkpoint.Progress, _failure), _retry);
        Enter(SyncStages.Conclude);
    }

    private void Enter(string stage, DateTimeOffset? waitingUntil = null)
    {
        _stage = stage;
        context.SetCustomStatus(new SyncState(stage, Checkpoint.Progress.Counts.Records, waitingUntil));
    }
}
