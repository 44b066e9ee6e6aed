using Ingestion.Local.Api;
using Ingestion.Local.Terminal;

namespace Ingestion.Local.Demo;

/// <summary>How a crawl ended, in a line or two.</summary>
internal static class CrawlSummary
{
    public static void Print(CrawlProgress end, LocalTerminal terminal)
    {
        if (end.IsCompleted)
        {
            string size = end.Bytes is { } bytes ? $", {CrawlLine.Size(bytes)}" : string.Empty;
            terminal.Say($"Completed: {CrawlLine.Count(end.Posts ?? 0)} posts, {CrawlLine.Count(end.Media ?? 0)} media{size}.");
            if (end.Stored is { } stored)
            {
                terminal.Say(
                    $"Rows: {CrawlLine.Count(stored)} new, {CrawlLine.Count(end.Updated ?? 0)} updated, "
                    + $"{CrawlLine.Count(end.Unchanged ?? 0)} unchanged; {CrawlLine.Count(end.Quarantined ?? 0)} quarantined.");
            }

            return;
        }

        terminal.Say($"Ended {end.State}: {end.ErrorCode} {end.Message}");
        if (end.RecoverySuggestion is { } advice)
        {
            terminal.Say(advice);
        }
    }
}
