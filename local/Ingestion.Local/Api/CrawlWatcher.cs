using System.Text.Json;

namespace Ingestion.Local.Api;

/// <summary>Follows one crawl through the status route and the event feed until it is finished.</summary>
internal sealed class CrawlWatcher(IngestionApi api, TimeProvider time)
{
    private const int EventPage = 200;
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(250);

    // A host that restarts, or a database that is away, is waited for.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private string? _cursor;

    /// <summary>Triggers a crawl, however long the service takes to answer. Repeated with the same key: the same crawl.</summary>
    /// <exception cref="LocalException">It was refused, or the service has not answered for two minutes.</exception>
    public async Task<Guid> TriggerAsync(JsonElement request, string idempotencyKey, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        while (time.GetElapsedTime(started) < Patience)
        {
            if (await api.TriggerAsync(request, idempotencyKey, cancellationToken) is { } crawlId)
            {
                return crawlId;
            }

            await Task.Delay(LookInterval, time, cancellationToken);
        }

        throw new LocalException("The service does not take crawls: it has answered 503 for two minutes. Its log says why.");
    }

    /// <summary>Shows every change; returns the last one, which is final.</summary>
    /// <exception cref="LocalException">There is no such crawl, or the service has not answered for two minutes.</exception>
    public async Task<CrawlProgress> WatchAsync(string crawlId, Action<CrawlProgress> show, CancellationToken cancellationToken)
    {
        List<string> events = [];
        long answeredAt = time.GetTimestamp();
        while (true)
        {
            try
            {
                JsonElement status = await api.StatusAsync(crawlId, cancellationToken)
                    ?? throw new LocalException($"There is no crawl {crawlId}.");
                await ReadEventsAsync(crawlId, events, cancellationToken);
                answeredAt = time.GetTimestamp();
                CrawlProgress progress = CrawlProgress.From(crawlId, status) with { Events = [.. events] };
                show(progress);
                // The relay publishes a moment after the state is committed.
                if (progress.IsFinished && events.Any(IsLast))
                {
                    return progress;
                }
            }
            catch (HttpRequestException fault) when (time.GetElapsedTime(answeredAt) > Patience)
            {
                throw new LocalException($"The service does not answer: {fault.Message}", fault);
            }
            catch (HttpRequestException)
            {
                // Asked again below.
            }

            await Task.Delay(LookInterval, time, cancellationToken);
        }
    }

    private static bool IsLast(string eventType) => eventType is "data-ingestion-completed" or "crawl-failed";

    private async Task ReadEventsAsync(string crawlId, List<string> events, CancellationToken cancellationToken)
    {
        while (true)
        {
            (IReadOnlyList<JsonElement> page, string? next) = await api.EventsAsync(_cursor, EventPage, cancellationToken);
            events.AddRange(page
                .Where(item => string.Equals(item.Member("data").Text("crawl_id"), crawlId, StringComparison.OrdinalIgnoreCase))
                .Select(item => item.Text("event_type") ?? "?"));
            _cursor = next;
            if (page.Count < EventPage)
            {
                return;
            }
        }
    }
}
