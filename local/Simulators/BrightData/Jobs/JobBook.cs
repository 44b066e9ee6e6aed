using System.Collections.Concurrent;
using Simulators.BrightData.Faults;

namespace Simulators.BrightData.Jobs;

/// <summary>All jobs, with the journal behind them.</summary>
internal sealed class JobBook : IDisposable
{
    private readonly ConcurrentDictionary<string, Job> _jobs = new();
    private readonly ConcurrentDictionary<string, DatasetJobs> _datasets = new();
    private readonly SimulatorOptions _options;
    private readonly JobFactory _factory;
    private readonly FaultBoard _faults;
    private readonly Journal _journal;

    public JobBook(SimulatorOptions options, JobFactory factory, FaultBoard faults)
    {
        _options = options;
        _factory = factory;
        _faults = faults;
        _journal = new Journal(options.StateFile);
        foreach (JournalEntry entry in _journal.Load())
        {
            Replay(entry);
        }
    }

    public DateTimeOffset Now => _options.Time.GetUtcNow();

    public IEnumerable<Job> All => _jobs.Values;

    public int Count => _jobs.Count;

    public Job? Find(string? id) => id is null ? null : _jobs.GetValueOrDefault(id);

    public JobStatus StatusOf(Job job) => job.StatusAt(Now);

    /// <summary>Accepts and so bills a trigger; null with the number of running jobs when they are too many.</summary>
    public Job? Accept(TriggerRequest request, out int running)
    {
        IReadOnlyList<FaultSpec> drawn = _faults.Take(Operations.Job, request.DatasetId, null, [], isReady: false).Specs;
        TriggerRequest whole = drawn.Count == 0 ? request : request with { Faults = [.. drawn.Select(f => f.ToString())] };
        DatasetJobs dataset = _datasets.GetOrAdd(request.DatasetId, _ => new DatasetJobs());
        lock (dataset)
        {
            DateTimeOffset now = Now;
            running = _options.RunningJobsLimit > 0 ? dataset.CountActive(now, _options.RunningJobsLimit) : 0;
            if (_options.RunningJobsLimit > 0 && running >= _options.RunningJobsLimit)
            {
                return null;
            }

            Job job = _factory.Make(SnapshotIds.Next(now), now, whole);
            _journal.Append(new JournalEntry { Kind = JournalEntry.Triggered, At = now, Id = job.Id, Request = whole });
            _jobs[job.Id] = job;
            dataset.Add(job);
            return job;
        }
    }

    /// <summary>Jobs of one dataset, newest first, back to <paramref name="from"/>.</summary>
    public IReadOnlyList<Job> OfDataset(string datasetId, DateTimeOffset? from)
    {
        if (!_datasets.TryGetValue(datasetId, out DatasetJobs? dataset))
        {
            return [];
        }

        lock (dataset)
        {
            return dataset.NewestFirst(from);
        }
    }

    /// <summary>Cancels a running job; false when it is not running.</summary>
    public bool TryCancel(Job job)
    {
        lock (job)
        {
            if (!Job.IsActive(StatusOf(job)))
            {
                return false;
            }

            Write(JournalEntry.Canceled, job, job.Cancel);
            return true;
        }
    }

    /// <summary>Ends a running job now, with whatever outcome it was to have.</summary>
    public bool TryFinish(Job job)
    {
        lock (job)
        {
            if (!Job.IsActive(StatusOf(job)))
            {
                return false;
            }

            Write(JournalEntry.Finished, job, job.Finish);
            return true;
        }
    }

    /// <summary>Starts a failed job again; false when it has not failed.</summary>
    public bool TryRerun(Job job)
    {
        lock (job)
        {
            if (StatusOf(job) != JobStatus.Failed)
            {
                return false;
            }

            Write(JournalEntry.Rerun, job, job.Rerun);
            return true;
        }
    }

    public void MarkNotified(Job job) => Write(JournalEntry.Notified, job, _ => job.IsNotified = true);

    public void Clear()
    {
        _journal.Append(new JournalEntry { Kind = JournalEntry.Reset, At = Now });
        _jobs.Clear();
        _datasets.Clear();
    }

    public void Dispose() => _journal.Dispose();

    private void Write(string kind, Job job, Action<DateTimeOffset> apply)
    {
        DateTimeOffset now = Now;
        _journal.Append(new JournalEntry { Kind = kind, At = now, Id = job.Id });
        apply(now);
    }

    private void Replay(JournalEntry entry)
    {
        if (entry.Kind == JournalEntry.Reset)
        {
            _jobs.Clear();
            _datasets.Clear();
            return;
        }

        if (entry.Kind == JournalEntry.Triggered)
        {
            Job added = _factory.Make(entry.Id!, entry.At, entry.Request!);
            _jobs[added.Id] = added;
            _datasets.GetOrAdd(added.DatasetId, _ => new DatasetJobs()).Add(added);
            foreach (InputPlan input in added.Inputs)
            {
                _ = _faults.TakeFromUrl(input.Url ?? "", UrlFaults.Read(input.Url), Operations.Trigger);
            }

            return;
        }

        // A webhook that was under way when all was reset may be noted after it.
        if (!_jobs.TryGetValue(entry.Id!, out Job? job))
        {
            return;
        }

        Action<DateTimeOffset> apply = entry.Kind switch
        {
            JournalEntry.Canceled => job.Cancel,
            JournalEntry.Finished => job.Finish,
            JournalEntry.Rerun => job.Rerun,
            JournalEntry.Notified => _ => job.IsNotified = true,
            _ => throw new InvalidDataException($"The journal has an entry of the unknown kind '{entry.Kind}'."),
        };
        apply(entry.At);
    }
}
