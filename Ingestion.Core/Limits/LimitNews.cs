namespace Ingestion.Core.Limits;

/// <summary>What an answer says about one limit.</summary>
/// <param name="Limit">Which.</param>
internal sealed record LimitNews(Limit Limit)
{
    /// <summary>The call was refused because of it.</summary>
    public bool IsRefusal { get; init; }

    /// <summary>How long it is closed; null when the answer does not say.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>When its present window ends; null when the answer does not say.</summary>
    public DateTimeOffset? ResetAt { get; init; }

    /// <summary>How much fits into its window; null when the answer does not say.</summary>
    public long? Capacity { get; init; }

    /// <summary>How much is left in its present window; null when the answer does not say.</summary>
    public long? Remaining { get; init; }

    /// <summary>Why it is closed, in plain words.</summary>
    public string? Reason { get; init; }

    internal bool Closes => IsRefusal || Wait is not null;
}
