using System.Globalization;

namespace Ingestion.Core.Quality;

/// <summary>The findings of a snapshot: those that are written, and how many there are in all.</summary>
internal sealed class FindingList
{
    private readonly List<QualityFinding> listed = [];

    /// <summary>Those that are written.</summary>
    public IReadOnlyList<QualityFinding> Listed => listed;

    /// <summary>Errors, listed or not.</summary>
    public long Errors { get; private set; }

    /// <summary>Warnings, listed or not.</summary>
    public long Warnings { get; private set; }

    /// <summary>Adds the first findings of one rule, of <paramref name="total"/> that there are.</summary>
    internal void Add(QualityRule rule, IReadOnlyCollection<QualityFinding> first, long total, QualityInput input)
    {
        listed.AddRange(first);
        Count(rule, total);
        long more = total - first.Count;
        if (more > 0)
        {
            Observation seen = new("findings", more.ToString(CultureInfo.InvariantCulture));
            listed.Add(QualityFinding.Of(rule, "snapshot", input.Load.SnapshotId, input.DownloadedAt, seen) with
            {
                Message = $"{more} more findings of this rule are not listed",
                Suggestion = "Look at those that are listed first: many findings of one rule have one cause",
            });
        }
    }

    /// <summary>Adds that the snapshot is too small.</summary>
    internal void AddDrop(QualityInput input, PageHistory history)
    {
        QualityRule rule = QualityRules.RowCountDrop;
        string rows = input.Rows.ToString(CultureInfo.InvariantCulture);
        Observation seen = new("rows", rows, (long)Math.Round(history.MedianRows));
        listed.Add(QualityFinding.Of(rule, "snapshot", input.Load.SnapshotId, input.DownloadedAt, seen));
        Count(rule, 1);
    }

    private void Count(QualityRule rule, long found)
    {
        if (rule.IsError)
        {
            Errors += found;
        }
        else
        {
            Warnings += found;
        }
    }
}
