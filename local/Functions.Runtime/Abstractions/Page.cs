namespace Microsoft.DurableTask;

/// <summary>One page of values.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <remarks>Mirrors https://learn.microsoft.com/dotnet/api/microsoft.durabletask.page-1.</remarks>
public sealed class Page<T>
    where T : notnull
{
    /// <summary>Makes a page.</summary>
    public Page(IReadOnlyList<T> values, string? continuationToken = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values = values;
        ContinuationToken = continuationToken;
    }

    /// <summary>The values.</summary>
    public IReadOnlyList<T> Values { get; }

    /// <summary>The token of the next page; null after the last.</summary>
    public string? ContinuationToken { get; }
}
