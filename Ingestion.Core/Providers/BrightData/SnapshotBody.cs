namespace Ingestion.Core.Providers.BrightData;

/// <summary>An open download. Dispose it to give the connection back.</summary>
public sealed class SnapshotBody : IDisposable
{
    private readonly HttpResponseMessage? response;

    internal SnapshotBody(SnapshotAvailability status, TimeSpan? retryAfter = null)
    {
        Status = status;
        RetryAfter = retryAfter;
    }

    internal SnapshotBody(HttpResponseMessage response)
    {
        this.response = response;
        Status = SnapshotAvailability.Available;
        ContentLength = response.Content.Headers.ContentLength;
        MediaType = response.Content.Headers.ContentType?.MediaType;
    }

    /// <summary>Whether bytes follow.</summary>
    public SnapshotAvailability Status { get; }

    /// <summary>How long to wait; set for <see cref="SnapshotAvailability.NotReady"/> and <c>RateLimited</c>.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Bytes that the provider promises; null for a chunked answer.</summary>
    public long? ContentLength { get; }

    /// <summary>The answer's media type, for example <c>application/json</c>; null when none was sent.</summary>
    public string? MediaType { get; }

    /// <summary>The bytes exactly as sent; not decompressed.</summary>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="InvalidOperationException">The status is not <see cref="SnapshotAvailability.Available"/>.</exception>
    public Task<Stream> ReadAsStreamAsync(CancellationToken cancellationToken) =>
        response?.Content.ReadAsStreamAsync(cancellationToken)
        ?? throw new InvalidOperationException($"No bytes to read: the snapshot is {Status}.");

    /// <inheritdoc/>
    public void Dispose() => response?.Dispose();
}
