using Simulators.BrightData.Jobs;

namespace Simulators.BrightData.Admin;

/// <summary>Reads the bill from the jobs; there is no second book to keep in step.</summary>
internal static class Billing
{
    public static BillingReport Read(JobBook jobs, string? reference)
    {
        DateTimeOffset now = jobs.Now;
        List<BilledSnapshot> snapshots =
        [
            .. jobs.All
                .Where(j => reference is null || j.Inputs[0].Reference == reference)
                .OrderBy(j => j.AcceptedAt)
                .Select(j => Bill(j, j.StatusAt(now))),
        ];
        return new BillingReport(
            snapshots.Count,
            snapshots.Sum(s => s.Records),
            [.. snapshots.Where(s => s.Reference is not null).GroupBy(s => s.Reference!).Where(g => g.Count() > 1).Select(g => g.Key)],
            snapshots);
    }

    private static BilledSnapshot Bill(Job job, JobStatus status) => new(
        job.Id, job.DatasetId, job.Inputs[0].Reference, job.AcceptedAt, JobStatusText.Of(status),
        status == JobStatus.Ready ? job.Records : 0, job.Downloads);
}
