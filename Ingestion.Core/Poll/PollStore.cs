using Ingestion.Core.Persistence;

namespace Ingestion.Core.Poll;

/// <summary>What a poll leaves behind while a crawl goes on waiting.</summary>
/// <param name="database">The product's database.</param>
public sealed class PollStore(Database database)
{
    private const string RecordSql = """
        update ingestion.crawl_metadata
        set polls = greatest(polls, @poll), provider_status = @providerStatus, next_poll_at = @nextPollAt, updated_at = @at
        where crawl_id = @crawlId and attempt = @attempt and status = 'polling'
        """;

    internal Task RecordAsync(
        (Guid CrawlId, int Attempt) crawl,
        int poll,
        string? providerStatus,
        (DateTimeOffset At, DateTimeOffset NextPollAt) times,
        CancellationToken cancellationToken) => database.ExecuteAsync(
            RecordSql,
            new { crawl.CrawlId, crawl.Attempt, poll, providerStatus, times.At, times.NextPollAt },
            cancellationToken);
}
