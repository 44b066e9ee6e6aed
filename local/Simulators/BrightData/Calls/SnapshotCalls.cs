using System.Text;
using Simulators.BrightData.Faults;
using Simulators.BrightData.Jobs;
using Simulators.BrightData.Webhooks;

namespace Simulators.BrightData.Calls;

/// <summary>The small calls about one snapshot: progress, input, log, cancel, rerun.</summary>
internal sealed class SnapshotCalls(CallPipeline pipeline, WebhookSender webhooks)
{
    private readonly JobBook _jobs = pipeline.Jobs;

    public Task ProgressAsync(HttpContext context) => RunAsync(context, Operations.Progress, Progress);

    public Task InputAsync(HttpContext context) => RunAsync(context, Operations.Input, (_, job) =>
        Answer.OfRawJson(200, Encoding.UTF8.GetBytes($"[{string.Join(',', job.Inputs.Select(i => i.Json))}]")));

    public Task CancelAsync(HttpContext context) => RunAsync(context, Operations.Cancel, (_, job) => _jobs.TryCancel(job)
        ? Answer.OfText(200, "OK") with { ContentType = "text/plain; charset=utf-8" }
        : Answer.OfText(400, "Snapshot is not running"));

    public Task RerunAsync(HttpContext context) => RunAsync(context, Operations.Rerun, (_, job) =>
    {
        if (!_jobs.TryRerun(job))
        {
            return Answer.OfText(400, "Snapshot is not failed");
        }

        webhooks.Schedule(job);
        return Answer.OfJson(200, new { snapshot_id = job.Id });
    });

    public Task LogAsync(HttpContext context) => pipeline.RunAsync(context, Operations.Log, null, call => Task.FromResult(
        call.Job is not { } job
            ? Answer.OfJson(404, new { error = "Snapshot not found" })
            : Answer.OfJson(200, new
            {
                snapshot_id = job.Id,
                dataset_id = job.DatasetId,
                status = StatusText(job),
                inputs = job.Inputs.Count,
            })));

    private Task RunAsync(HttpContext context, string operation, Func<Call, Job, Answer> handle) =>
        pipeline.RunAsync(context, operation, null, call =>
            Task.FromResult(call.Job is { } job ? handle(call, job) : Answer.SnapshotMissing));

    private Answer Progress(Call call, Job job)
    {
        JobStatus status = _jobs.StatusOf(job);
        if (status == JobStatus.Ready && call.Faults.Has(FaultNames.Flap) && job.IsFlappedToRunning())
        {
            status = JobStatus.Running;
        }

        var answer = new ProgressAnswer { Status = JobStatusText.Of(status), SnapshotId = job.Id, DatasetId = job.DatasetId };
        if (call.Faults.Find(FaultNames.Status)?.Value is { } forced)
        {
            return Answer.OfJson(200, answer with { Status = forced });
        }

        return Answer.OfJson(200, status switch
        {
            JobStatus.Running => answer with { RunningTime = (long)(_jobs.Now - job.RunStartedAt).TotalMilliseconds },
            JobStatus.Ready => Ready(answer, job),
            JobStatus.Failed => answer with { ErrorMessage = job.FailureMessage },
            JobStatus.Canceled => answer with { ErrorCodes = new() { ["aborted_page"] = job.Inputs.Count } },
            _ => answer,
        });
    }

    private static ProgressAnswer Ready(ProgressAnswer answer, Job job)
    {
        long duration = (long)((job.EndsAt ?? job.AcceptedAt) - job.RunStartedAt).TotalMilliseconds;
        var codes = job.Inputs.Where(i => i.Errors > 0).GroupBy(i => i.ErrorCode).ToDictionary(g => g.Key, g => g.Sum(i => i.Errors));
        return answer with
        {
            Records = job.Records,
            Errors = job.Errors,
            CollectionDuration = duration,
            AvgDurationPerInput = duration / job.Inputs.Count,
            ErrorCodes = codes.Count == 0 ? null : codes,
        };
    }

    private string StatusText(Job job) => JobStatusText.Of(_jobs.StatusOf(job));

    /// <summary>Absent members are not written.</summary>
    private sealed record ProgressAnswer
    {
        public required string Status { get; init; }

        public required string SnapshotId { get; init; }

        public required string DatasetId { get; init; }

        public long? RunningTime { get; init; }

        public long? Records { get; init; }

        public long? Errors { get; init; }

        public long? CollectionDuration { get; init; }

        public long? AvgDurationPerInput { get; init; }

        public string? ErrorMessage { get; init; }

        public Dictionary<string, long>? ErrorCodes { get; init; }
    }
}
