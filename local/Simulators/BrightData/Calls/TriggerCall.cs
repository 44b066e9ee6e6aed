using System.Text.Json;
using Simulators.BrightData.Faults;
using Simulators.BrightData.Jobs;
using Simulators.BrightData.Records;
using Simulators.BrightData.Webhooks;

namespace Simulators.BrightData.Calls;

/// <summary><c>POST /datasets/v3/trigger</c> and its synchronous sister <c>/scrape</c>.</summary>
internal sealed class TriggerCall(
    CallPipeline pipeline, RecordSources sources, FaultBoard faults, WebhookSender webhooks, DownloadCall download)
{
    private const string SyncRetryAfter = "10";
    private readonly SimulatorOptions _options = pipeline.Options;
    private readonly JobBook _jobs = pipeline.Jobs;

    public Task TriggerAsync(HttpContext context) => RunAsync(context, Operations.Trigger, job =>
        Task.FromResult(Answer.OfJson(200, new { snapshot_id = job.Id })));

    public Task ScrapeAsync(HttpContext context) => RunAsync(context, Operations.Scrape, job => WaitAsync(context, job));

    private Task RunAsync(HttpContext context, string operation, Func<Job, Task<Answer>> answer)
    {
        TriggerRequest? request = null;
        return pipeline.RunAsync(context, operation, PrepareAsync, HandleAsync);

        async Task<Answer?> PrepareAsync(Call call)
        {
            (request, Answer? refused) = await ReadAsync(call);
            return refused;
        }

        Task<Answer> HandleAsync(Call call)
        {
            if (_jobs.Accept(request!, out int running) is not { } job)
            {
                return Task.FromResult(CallPipeline.TooManyJobs(running, _options.RunningJobsLimit));
            }

            webhooks.Schedule(job);
            return answer(job);
        }
    }

    private async Task<Answer> WaitAsync(HttpContext context, Job job)
    {
        TimeSpan needed = (job.EndsAt ?? DateTimeOffset.MaxValue) - _jobs.Now;
        TimeSpan wait = needed < _options.SyncWait ? needed : _options.SyncWait;
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, _options.Time, context.RequestAborted);
        }

        if (_jobs.StatusOf(job) == JobStatus.Ready)
        {
            return download.Download(new Call(context, Operations.Scrape, job));
        }

        return Answer.OfJson(202, new
        {
            snapshot_id = job.Id,
            message = "Your request is still in progress and cannot be retrieved in this call. "
                + "Use the snapshot id to follow and download it.",
        }) with
        { RetryAfter = SyncRetryAfter };
    }

    private async Task<(TriggerRequest? Request, Answer? Refused)> ReadAsync(Call call)
    {
        string? id = call.Query["dataset_id"];
        if (string.IsNullOrEmpty(id))
        {
            return (null, Answer.OfText(404, "Collector not found"));
        }

        if (sources.FindDataset(id) is not { } dataset)
        {
            return (null, Answer.OfText(404, "dataset does not exist"));
        }

        string? discoverBy = call.Query["discover_by"];
        if (RefusedQuery(call.Query, dataset, discoverBy) is { } refused)
        {
            return (null, refused);
        }

        TriggerBody body = await TriggerBody.ReadAsync(call.Context.Request, call.Aborted);
        return body.Error is not null ? (null, body.Error)
            : TakeFaults(call, body) is { } unknown ? (null, unknown)
            : InputRules.Check(dataset, discoverBy, body) is { } invalid ? (null, invalid)
            : (Request(call.Query, id, discoverBy, body), null);
    }

    private static Answer? RefusedQuery(IQueryCollection query, Dataset dataset, string? discoverBy)
    {
        string? type = query["type"];
        if (type is not (null or "discover_new" or "url_collection"))
        {
            return Answer.ValidationErrors("\"type\" must be one of [discover_new, url_collection]");
        }

        if (type == "discover_new" && string.IsNullOrEmpty(discoverBy))
        {
            return Answer.OfText(400, "Incorrect discovery collector id discover_by is required");
        }

        return !string.IsNullOrEmpty(discoverBy) && !dataset.Modes.Contains(discoverBy)
            ? Answer.OfText(400, $"Incorrect discovery collector id Available types: {string.Join(", ", dataset.Modes)}")
            : null;
    }

    private static TriggerRequest Request(IQueryCollection query, string datasetId, string? discoverBy, TriggerBody body) => new()
    {
        DatasetId = datasetId,
        Inputs = [.. body.Inputs.Select(i => i.GetRawText())],
        CustomInputFields = body.CustomInputFields,
        DiscoverBy = string.IsNullOrEmpty(discoverBy) ? null : discoverBy,
        IncludeErrors = query["include_errors"] == "true",
        Format = query["format"],
        Notify = UrlOrNull(query["notify"]),
        Endpoint = UrlOrNull(query["endpoint"].FirstOrDefault() ?? query["webhook"]),
        AuthHeader = query["auth_header"].FirstOrDefault() ?? query["webhook_header"],
        UncompressedWebhook = query["uncompressed_webhook"] == "true",
        LimitPerInput = body.LimitPerInput ?? JsonNumbers.Read(query["limit_per_input"]),
        LimitTotal = JsonNumbers.Read(query["limit_multiple_results"]),
    };

    // Samples also send notify=false.
    private static string? UrlOrNull(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme.StartsWith("http", StringComparison.Ordinal) ? text : null;

    private Answer? TakeFaults(Call call, TriggerBody body)
    {
        try
        {
            foreach (JsonElement input in body.Inputs)
            {
                string? url = InputPlan.UrlOf(input);
                call.Faults = call.Faults.With(faults.TakeFromUrl(url ?? "", UrlFaults.Read(url), call.Operation));
            }

            return null;
        }
        catch (FormatException e)
        {
            return Answer.OfText(400, "Simulator: " + e.Message);
        }
    }
}
