namespace Microsoft.DurableTask.Client;

/// <summary>What a purge did.</summary>
/// <remarks>Mirrors https://learn.microsoft.com/dotnet/api/microsoft.durabletask.client.purgeresult.</remarks>
public class PurgeResult
{
    /// <summary>A result of a purge that ran to its end.</summary>
    public PurgeResult(int count)
        : this(count, null)
    {
    }

    /// <summary>A result.</summary>
    public PurgeResult(int count, bool? isComplete)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        PurgedInstanceCount = count;
        IsComplete = isComplete;
    }

    /// <summary>How many instances were deleted.</summary>
    public int PurgedInstanceCount { get; }

    /// <summary>Whether all that matched were deleted; null when that is not known.</summary>
    public bool? IsComplete { get; }
}
