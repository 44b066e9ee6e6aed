using System.Globalization;
using Simulators.BrightData.Faults;
using Simulators.BrightData.Jobs;

namespace Simulators.BrightData.Calls;

/// <summary><c>GET /datasets/v3/snapshots</c>: one dataset's snapshots, newest first.</summary>
internal sealed class ListCall(CallPipeline pipeline)
{
    private const long DefaultLimit = 1000;
    private const long MostLimit = 5000;
    private readonly JobBook _jobs = pipeline.Jobs;

    public Task ListAsync(HttpContext context) =>
        pipeline.RunAsync(context, Operations.List, null, call => Task.FromResult(List(call.Query)));

    private Answer List(IQueryCollection query)
    {
        string? dataset = query["dataset_id"];
        if (string.IsNullOrEmpty(dataset))
        {
            return Answer.ValidationErrors("\"dataset_id\" is required");
        }

        long limit = JsonNumbers.Read(query["limit"]) ?? DefaultLimit;
        long skip = JsonNumbers.Read(query["skip"]) ?? 0;
        if (limit is < 1 or > MostLimit || skip < 0)
        {
            return Answer.ValidationErrors($"\"limit\" must be between 1 and {MostLimit} and \"skip\" must not be negative");
        }

        string? status = query["status"];
        DateTimeOffset now = _jobs.Now;
        DateTimeOffset? to = Date(query["to_date"], isEnd: true);
        var items = _jobs.OfDataset(dataset, Date(query["from_date"], isEnd: false))
            .Where(j => (to is null || j.AcceptedAt <= to) && now >= j.AcceptedAt + LagOf(j))
            .Select(j => (Job: j, Status: j.StatusAt(now)))
            .Where(x => status is null || JobStatusText.Of(x.Status) == status)
            .Skip((int)skip)
            .Take((int)limit)
            .Select(x => new
            {
                id = x.Job.Id,
                created = Wire.Time(x.Job.AcceptedAt),
                status = JobStatusText.Of(x.Status),
                dataset_id = x.Job.DatasetId,
                dataset_size = x.Status == JobStatus.Ready ? x.Job.Records : 0,
            });
        return Answer.OfJson(200, items.ToArray());
    }

    private TimeSpan LagOf(Job job) => job.Faults.Seconds(FaultNames.ListLag, 30) ?? pipeline.Options.ListLag;

    /// <summary>A day or a moment, UTC; a day as an end means all of it.</summary>
    private static DateTimeOffset? Date(string? text, bool isEnd) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", out DateOnly day)
            ? new DateTimeOffset(day.ToDateTime(isEnd ? TimeOnly.MaxValue : TimeOnly.MinValue), TimeSpan.Zero)
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? at
        : null;
}
