using System.Data.Common;
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
/// <param name="Next">What to ask for next. It also moves on when all events are outside the reader's scope.</param>
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

    // The last position is of the same moment as the rows: a page that is not full was read to there.
    private static string ReadSql(Scope scope) => $"""
        select r.last_position, e.position, e.topic, e.envelope::text
        from ingestion.outbox_relay r
        left join (
            select position, topic, envelope from ingestion.outbox
            where position > @after and (@topic::text is null or topic = @topic) and {scope.Condition("owner")}
            order by position limit @limit
        ) e on true
        order by e.position
        """;

    /// <summary>Reads a page.</summary>
    /// <param name="after">The cursor of the page before; 0 starts at the beginning.</param>
    /// <param name="topic">Only this topic, in full; null for all.</param>
    /// <param name="limit">1 to <see cref="MaxLimit"/>.</param>
    /// <param name="scope">What the caller sees.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public async Task<FeedPage> ReadAsync(
        long after, string? topic, int limit, Scope scope, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        IReadOnlyList<(long LastPosition, FeedEvent? Event)> rows = await database.ReadAsync(
            ReadSql(scope), new { after, topic, limit, scope.Owner }, Read, cancellationToken);
        IReadOnlyList<FeedEvent> events = [.. rows.Select(row => row.Event).OfType<FeedEvent>()];
        long next = events.Count == limit ? events[^1].Position : Math.Max(after, rows[0].LastPosition);
        return new FeedPage(events, next);
    }

    private static (long LastPosition, FeedEvent? Event) Read(DbDataReader row) => (
        row.GetInt64(0), row.IsDBNull(1) ? null : new FeedEvent(row.GetInt64(1), row.GetString(2), row.GetString(3)));
}
