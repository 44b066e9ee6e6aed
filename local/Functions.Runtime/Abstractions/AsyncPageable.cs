namespace Microsoft.DurableTask;

/// <summary>Values that are fetched page by page while they are enumerated.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <remarks>Mirrors https://learn.microsoft.com/dotnet/api/microsoft.durabletask.asyncpageable-1.</remarks>
public abstract class AsyncPageable<T> : IAsyncEnumerable<T>
    where T : notnull
{
    /// <summary>The pages, from a continuation token on.</summary>
    /// <param name="continuationToken">The token of an earlier page; null for the first page.</param>
    /// <param name="pageSizeHint">Values per page; null for the query's own page size.</param>
    public abstract IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null);

    /// <inheritdoc/>
    public virtual async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (Page<T> page in AsPages().WithCancellation(cancellationToken))
        {
            foreach (T value in page.Values)
            {
                yield return value;
            }
        }
    }
}
