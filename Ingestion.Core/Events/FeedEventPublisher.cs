namespace Ingestion.Core.Events;

/// <summary>
/// The local publisher: sends nothing, because the relay itself gives each event its position in the feed of
/// <see cref="EventFeed"/>, whatever publisher is used.
/// </summary>
public sealed class FeedEventPublisher : IEventPublisher
{
    /// <inheritdoc/>
    public Task PublishAsync(IReadOnlyList<OutboxEvent> events, CancellationToken cancellationToken) => Task.CompletedTask;
}
