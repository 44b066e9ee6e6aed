namespace Functions.Runtime.Hosting;

/// <summary>How long an invocation may take: <c>functionTimeout</c> of host.json.</summary>
internal sealed class InvocationTime(TimeSpan limit)
{
    public TimeSpan Limit => limit;

    public bool IsLimited => limit != Timeout.InfiniteTimeSpan;

    /// <summary>A source that is cancelled at the limit or with <paramref name="token"/>.</summary>
    public CancellationTokenSource Start(CancellationToken token)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(token);
        source.CancelAfter(limit);
        return source;
    }
}
