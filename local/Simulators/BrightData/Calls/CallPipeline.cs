using Simulators.BrightData.Admin;
using Simulators.BrightData.Faults;
using Simulators.BrightData.Jobs;

namespace Simulators.BrightData.Calls;

/// <summary>What every call goes through: block, key, faults before it, the call itself, faults after it, counts.</summary>
internal sealed class CallPipeline(
    SimulatorOptions options, JobBook jobs, FaultBoard faults, RequestCounts counts, RateLimitWatch rateLimits)
{
    private const double LongDelaySeconds = 60;
    private const string Html =
        "<!doctype html><html><head><title>Maintenance</title></head><body><h1>We will be back soon</h1></body></html>";

    public SimulatorOptions Options => options;

    public JobBook Jobs => jobs;

    /// <param name="context">The HTTP call.</param>
    /// <param name="operation">One of <see cref="Operations"/>.</param>
    /// <param name="prepare">Reads the body before faults are decided; may refuse the call. Null when there is nothing to read.</param>
    /// <param name="handle">The call itself.</param>
    public async Task RunAsync(
        HttpContext context, string operation, Func<Call, Task<Answer?>>? prepare, Func<Call, Task<Answer>> handle)
    {
        var call = new Call(context, operation, jobs.Find(context.Request.RouteValues["id"] as string));
        try
        {
            Answer? answer = Refusal(context) ?? await AnswerAsync(call, prepare, handle);

            // Counted before it is sent: who has the answer finds it counted.
            counts.Count(operation, answer?.Status);
            if (answer is null)
            {
                context.Abort();
                return;
            }

            await WriteAsync(context, answer);
        }
        catch (OperationCanceledException)
        {
            // The caller left, or a fault broke the answer off.
            context.Abort();
        }
    }

    /// <summary>The answer; null resets the connection.</summary>
    private async Task<Answer?> AnswerAsync(Call call, Func<Call, Task<Answer?>>? prepare, Func<Call, Task<Answer>> handle)
    {
        string? dataset = call.Job?.DatasetId ?? call.Query["dataset_id"];
        bool isReady = call.Job is { } job && jobs.StatusOf(job) == JobStatus.Ready;
        call.Faults = faults.Take(call.Operation, dataset, call.Job?.Id, call.Job?.CallFaults ?? [], isReady);
        if (prepare is not null && await prepare(call) is { } refused)
        {
            return refused;
        }

        if (call.Faults.Seconds(FaultNames.DelayBefore, LongDelaySeconds) is { } early)
        {
            await Task.Delay(early, options.Time, call.Aborted);
        }

        if (call.Faults.Has(FaultNames.ResetBefore))
        {
            return null;
        }

        Answer answer = Forced(call.Faults) ?? await handle(call);
        if (call.Faults.Seconds(FaultNames.Delay, LongDelaySeconds) is { } late)
        {
            await Task.Delay(late, options.Time, call.Aborted);
        }

        if (call.Faults.Has(FaultNames.ResetAfter))
        {
            return null;
        }

        return call.Faults.Has(FaultNames.Html) ? Answer.OfText(200, Html)
            : call.Faults.Has(FaultNames.ZeroBytes) ? Answer.OfText(200, "")
            : answer;
    }

    private async Task WriteAsync(HttpContext context, Answer answer)
    {
        if (answer.Status == StatusCodes.Status429TooManyRequests)
        {
            rateLimits.Count();
        }

        await answer.WriteAsync(context);
    }

    private Answer? Refusal(HttpContext context) => rateLimits.IsBlocked
        ? Answer.OfText(429, "Too many requests: this IP is blocked. Contact support.")
        : BearerKey.Check(context.Request.Headers.Authorization, options.ApiKey);

    private Answer? Forced(ActiveFaults active)
    {
        foreach (FaultSpec fault in active.Specs)
        {
            Answer? answer = fault.Name switch
            {
                FaultNames.RateLimit => TooManyJobs(options.RunningJobsLimit, options.RunningJobsLimit) with { RetryAfter = fault.Value },
                FaultNames.Unauthorized => Answer.OfText(401, "Invalid credentials"),
                FaultNames.AccountInactive => Answer.OfText(400, "Customer is not active"),
                FaultNames.NotFound => Answer.SnapshotMissing,
                _ when FaultNames.HttpStatus(fault.Name) is { } status => Answer.OfText(status, fault.Value ?? DefaultText(status)),
                _ => null,
            };
            if (answer is not null)
            {
                return answer;
            }
        }

        return null;
    }

    public static Answer TooManyJobs(int running, int limit) => Answer.OfText(
        429,
        "You have too many running jobs for this dataset. Please wait until some of them finish or consider combining "
        + $"multiple inputs into a single request. Running jobs: {running}>={limit}");

    private static string DefaultText(int status) => status switch
    {
        500 => "Internal server error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        _ => "Simulated error",
    };
}
