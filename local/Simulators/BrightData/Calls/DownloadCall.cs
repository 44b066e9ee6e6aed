using System.IO.Compression;
using Simulators.BrightData.Faults;
using Simulators.BrightData.Jobs;
using Simulators.BrightData.Records;

namespace Simulators.BrightData.Calls;

/// <summary><c>GET /datasets/v3/snapshot/{id}</c> and <c>/parts</c>.</summary>
internal sealed class DownloadCall(CallPipeline pipeline, RecordSources sources)
{
    private const long DefaultBreakAfter = 1000;
    private const double DefaultEndlessRate = 1024 * 1024;
    private readonly SimulatorOptions _options = pipeline.Options;
    private readonly JobBook _jobs = pipeline.Jobs;

    public Task DownloadAsync(HttpContext context) =>
        pipeline.RunAsync(context, Operations.Snapshot, null, call => Task.FromResult(Download(call)));

    public Task PartsAsync(HttpContext context) =>
        pipeline.RunAsync(context, Operations.Parts, null, call => Task.FromResult(Parts(call)));

    /// <summary>The answer to a download of the call's job, also for <c>/scrape</c>.</summary>
    public Answer Download(Call call)
    {
        (DownloadQuery? query, Answer? refused) = Check(call);
        if (refused is not null)
        {
            return refused;
        }

        Job job = call.Job!;
        long rows = SnapshotBody.RowsOf(job);
        if (query!.Part > query.PartsOf(rows))
        {
            return Answer.ValidationErrors($"\"part\" must be less than or equal to {query.PartsOf(rows)}");
        }

        if (call.Faults.Has(FaultNames.EmptyArray))
        {
            return new Answer { Status = 200, ContentType = query.ContentType, Body = "[]"u8.ToArray() };
        }

        return new Answer
        {
            Status = 200,
            ContentType = query.ContentType,
            Writer = (context, cancellationToken) => WriteAsync(context, call, query, cancellationToken),
        };
    }

    private Answer Parts(Call call)
    {
        (DownloadQuery? query, Answer? refused) = Check(call);
        return refused ?? Answer.OfJson(200, new { parts = query!.PartsOf(SnapshotBody.RowsOf(call.Job!)) });
    }

    private (DownloadQuery? Query, Answer? Refused) Check(Call call)
    {
        if (call.Job is not { } job)
        {
            return (null, Answer.SnapshotMissing);
        }

        (DownloadQuery? query, Answer? refused) = DownloadQuery.Read(call.Query);
        return refused is not null ? (null, refused) : (query, Unavailable(call, job));
    }

    private Answer? Unavailable(Call call, Job job)
    {
        JobStatus status = _jobs.StatusOf(job);
        if (Job.IsActive(status))
        {
            return NotReady(status == JobStatus.Starting ? "starting" : "running", "Snapshot is not ready yet, try again in 30s");
        }

        if (call.Faults.Has(FaultNames.Expired) || _jobs.Now > job.EndsAt + _options.Retention)
        {
            return Answer.SnapshotExpired;
        }

        if (status == JobStatus.Failed)
        {
            return Answer.OfText(400, job.FailureMessage);
        }

        if (status == JobStatus.Canceled || call.Faults.Has(FaultNames.SnapshotEmpty))
        {
            return Answer.SnapshotEmpty;
        }

        bool isFirst = call.Operation == Operations.Snapshot && job.CountDownload() == 1;
        return call.Faults.Has(FaultNames.Building) || (isFirst && IsBuildingByTurn(job))
            ? NotReady("building", "Dataset is not ready yet, try again in 30s")
            : null;
    }

    private bool IsBuildingByTurn(Job job) =>
        _options.BuildingEvery > 0 && Mixer.Hash((ulong)_options.Seed, job.Id) % (ulong)_options.BuildingEvery == 0;

    private static Answer NotReady(string status, string message) => Answer.OfJson(202, new { status, message });

    private async Task WriteAsync(HttpContext context, Call call, DownloadQuery query, CancellationToken cancellationToken)
    {
        bool isEndless = call.Faults.Has(FaultNames.Endless);
        var body = new SnapshotBody(call.Job!, sources, query);
        Stream target = Target(context, call.Faults);
        if (!query.IsCompressed)
        {
            await body.WriteAsync(target, isEndless, cancellationToken);
            return;
        }

        await using var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true);
        await body.WriteAsync(gzip, isEndless, cancellationToken);
    }

    private Stream Target(HttpContext context, ActiveFaults faults)
    {
        double? rate = faults.Number(FaultNames.Drip, 1) ?? faults.Number(FaultNames.Endless, DefaultEndlessRate);
        (StreamEnd end, long? after) = faults switch
        {
            _ when faults.Count(FaultNames.Truncate, DefaultBreakAfter) is { } n => (StreamEnd.Cut, n),
            _ when faults.Count(FaultNames.Cut, DefaultBreakAfter) is { } n => (StreamEnd.Cut, n),
            _ when faults.Count(FaultNames.ResetMid, DefaultBreakAfter) is { } n => (StreamEnd.Reset, n),
            _ when faults.Count(FaultNames.Stall, DefaultBreakAfter) is { } n => (StreamEnd.Stall, n),
            _ => (StreamEnd.None, (long?)null),
        };
        if (faults.Has(FaultNames.Truncate))
        {
            // More is promised than will come; the server then closes the connection.
            context.Response.ContentLength = after + DefaultBreakAfter;
        }

        if (rate is null && end == StreamEnd.None)
        {
            return context.Response.Body;
        }

        return new FaultyStream(context, _options.Time, end, after ?? 0, rate);
    }
}
