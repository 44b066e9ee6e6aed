using Simulators.BrightData.Faults;

namespace Simulators.BrightData.Jobs;

/// <summary>One snapshot. Its status is computed from the clock; no timer belongs to it.</summary>
internal sealed class Job
{
    private int _flapStep;
    private int _downloads;
    private DateTimeOffset? _canceledAt;
    private DateTimeOffset? _finishedAt;
    private DateTimeOffset? _rerunAt;

    public required string Id { get; init; }

    public required TriggerRequest Request { get; init; }

    public required DateTimeOffset AcceptedAt { get; init; }

    public required TimeSpan StartingTime { get; init; }

    public required TimeSpan Duration { get; init; }

    public required IReadOnlyList<InputPlan> Inputs { get; init; }

    /// <summary>Faults of the whole job: those of its inputs and those drawn when it was accepted.</summary>
    public required ActiveFaults Faults { get; init; }

    /// <summary>Faults of single calls that its URLs ask for.</summary>
    public required IReadOnlyList<FaultRule> CallFaults { get; init; }

    public string DatasetId => Request.DatasetId;

    public long Records => Inputs.Sum(i => i.Records);

    public long Errors => Inputs.Sum(i => i.Errors);

    public int Downloads => Volatile.Read(ref _downloads);

    public bool IsNotified { get; set; }

    public DateTimeOffset RunStartedAt => _rerunAt ?? AcceptedAt;

    /// <summary>When the job ends by itself; null for a job that is stuck.</summary>
    public DateTimeOffset? EndsAt =>
        _canceledAt ?? _finishedAt ?? (Faults.Has(FaultNames.Stuck) ? null : RunStartedAt + Duration);

    public string FailureMessage =>
        Faults.Find(FaultNames.Failed)?.Value ?? "Something went wrong. Our team is looking into it.";

    public static bool IsActive(JobStatus status) => status is JobStatus.Starting or JobStatus.Running;

    public JobStatus StatusAt(DateTimeOffset now)
    {
        if (_canceledAt is not null)
        {
            return JobStatus.Canceled;
        }

        if (EndsAt is not { } end || now < end)
        {
            return now < RunStartedAt + StartingTime ? JobStatus.Starting : JobStatus.Running;
        }

        return Faults.Has(FaultNames.Failed) && _rerunAt is null ? JobStatus.Failed
            : Faults.Has(FaultNames.Canceled) ? JobStatus.Canceled
            : JobStatus.Ready;
    }

    public void Cancel(DateTimeOffset at) => _canceledAt = at;

    public void Finish(DateTimeOffset at) => _finishedAt = at;

    public void Rerun(DateTimeOffset at)
    {
        IsNotified = false;
        _finishedAt = null;
        _rerunAt = at;
    }

    public int CountDownload() => Interlocked.Increment(ref _downloads);

    /// <summary>With the flap fault: ready, then running, then ready for good.</summary>
    public bool IsFlappedToRunning() => Interlocked.Increment(ref _flapStep) == 2;
}
