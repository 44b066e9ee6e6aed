namespace Simulators.BrightData.Jobs;

/// <summary>The jobs of one dataset in the order of their acceptance. Callers hold its lock.</summary>
internal sealed class DatasetJobs
{
    private readonly List<Job> _all = [];
    private readonly List<Job> _maybeActive = [];

    public void Add(Job job)
    {
        _all.Add(job);
        _maybeActive.Add(job);
    }

    /// <summary>Running jobs; an upper estimate as long as it stays under the limit, so that most triggers cost no sweep.</summary>
    public int CountActive(DateTimeOffset now, int limit)
    {
        if (_maybeActive.Count >= limit)
        {
            _maybeActive.RemoveAll(j => !Job.IsActive(j.StatusAt(now)));
        }

        return _maybeActive.Count;
    }

    public List<Job> NewestFirst(DateTimeOffset? from)
    {
        var jobs = new List<Job>();
        for (int i = _all.Count - 1; i >= 0 && (from is null || _all[i].AcceptedAt >= from); i--)
        {
            jobs.Add(_all[i]);
        }

        return jobs;
    }
}
