namespace Ingestion.Core.Health;

/// <summary>How an owner's collections do.</summary>
public sealed record CollectionReport
{
    /// <summary>When it was made; it looks back 24 hours.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>Accounts that are to be collected and were due in this time, or are synced all the same.</summary>
    public required long ExpectedAccounts { get; init; }

    /// <summary>Of these, accounts with a completed sync.</summary>
    public required long TotalCollections { get; init; }

    /// <summary>Of these, accounts whose last sync failed.</summary>
    public required long FailedCollections { get; init; }

    /// <summary>Completed by expected, 0 to 1; null when nothing is expected.</summary>
    public required double? CollectionCompletionRate { get; init; }

    /// <summary>Failed by expected, 0 to 1; null when nothing is expected.</summary>
    public required double? ErrorRate { get; init; }

    /// <summary>Hours since the last sync, the median of the expected accounts; null when none was ever synced.</summary>
    public required double? FreshnessLagHours { get; init; }

    /// <summary>The same of the account that waits longest.</summary>
    public required double? LongestLagHours { get; init; }

    /// <summary>100, less half of each: the errors' and the missing collections' percents. Null when nothing is expected.</summary>
    public required double? HealthScore { get; init; }

    /// <summary>The targets, and whether they are met.</summary>
    public required IReadOnlyList<CollectionKpi> Kpis { get; init; }

    /// <summary>The failures by error code, most first.</summary>
    public required IReadOnlyList<CollectionFault> Faults { get; init; }

    /// <summary>What to do; empty when there is nothing.</summary>
    public required IReadOnlyList<string> Recommendations { get; init; }
}

/// <summary>A target.</summary>
/// <param name="Name">For example <c>collection_reliability</c>.</param>
/// <param name="Value">What it is now; null when there is nothing to measure.</param>
/// <param name="Target">For example <c>&gt; 95 %</c>.</param>
/// <param name="IsMet">Null when there is nothing to measure.</param>
public sealed record CollectionKpi(string Name, double? Value, string Target, bool? IsMet);

/// <summary>A reason for which syncs failed.</summary>
/// <param name="Platform">Where.</param>
/// <param name="ErrorCode">Why.</param>
/// <param name="Jobs">How many.</param>
/// <param name="RecoverySuggestion">What a person does about it.</param>
public sealed record CollectionFault(string Platform, string ErrorCode, long Jobs, string RecoverySuggestion);
