using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Events;

/// <summary>One published event.</summary>
/// <param name="Position">Its place in the feed; grows without end, may have gaps.</param>
/// <param name="Topic">For example <c>social-analytics-crawl-failed</c>.</param>
/// <param name="Envelope">The JSON text of its <see cref="EventEnvelope"/>, exactly as it was sent.</param>
public sealed record FeedEvent(long Position, string Topic, string Envelope);

/// <summary>A stretch of the feed.</summary>
/// <param name="Events">In the order of publication.</param>
/// <param name="Next">What to ask for next; the same cursor as before when nothing is new.</param>
public sealed record FeedPage(IReadOnlyList<FeedEvent> Events, long Next);

/// <summary>
/// The published events, readable from any position. Positions are handed out in commit order, so a reader that follows the
/// cursor misses nothing and sees nothing twice.
/// </summary>
/// <param name="database">The product's database.</param>
public sealed class EventFeed(Database database)
{
    /// <summary>The most events of a page.</summary>
    public const int MaxLimit = 1000;

    private const string ReadSql = """
        select position, topic, envelope::text from ingestion.outbox
        where position > @after and (@topic::text is null or topic = @topic)
        order by position limit @limit
        """;

    /// <summary>Reads a page.</summary>
    /// <param name="after">The cursor of the page before; 0 starts at the beginning.</param>
    /// <param name="topic">Only this topic, in full; null for all.</param>
    /// <param name="limit">1 to <see cref="MaxLimit"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public async Task<FeedPage> ReadAsync(long after, string? topic, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        IReadOnlyList<FeedEvent> events = await database.ReadAsync(
            ReadSql,
            new { after, topic, limit },
            row => new FeedEvent(row.GetInt64(0), row.GetString(1), row.GetString(2)),
            cancellationToken);
        return new FeedPage(events, events.Count == 0 ? after : events[^1].Position);
    }
}
