using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Ingestion.Local.Api;
using Ingestion.Local.Stack;
using Ingestion.Local.Terminal;

namespace Ingestion.Local.Demo;

/// <summary>Tables of what is now in blob storage, in the database and in the event feed.</summary>
internal sealed class DemoReport(LocalStack stack, IngestionApi api, LocalTerminal terminal)
{
    private const int Rows = 10;

    public async Task PrintAsync(Guid crawlId, CancellationToken cancellationToken)
    {
        await PrintBlobsAsync(cancellationToken);
        await PrintCrawlsAsync(cancellationToken);
        await PrintEventsAsync(crawlId, cancellationToken);
        await PrintBillAsync(cancellationToken);
    }

    private static string Time(JsonElement element, string name) => element.Text(name) ?? "-";

    private async Task PrintBlobsAsync(CancellationToken cancellationToken)
    {
        if (stack.BlobConnectionString is not { } connectionString)
        {
            return;
        }

        string container = Environment.GetEnvironmentVariable("GCS_BUCKET_RAW_DATA") is { Length: > 0 } named
            ? named
            : "social-analytics-raw-data";
        BlobContainerClient client = new BlobServiceClient(connectionString).GetBlobContainerClient(container);
        PriorityQueue<BlobItem, DateTimeOffset> newest = new();
        try
        {
            await foreach (BlobItem blob in client.GetBlobsAsync(cancellationToken: cancellationToken))
            {
                newest.Enqueue(blob, blob.Properties.LastModified ?? DateTimeOffset.MinValue);
                if (newest.Count > Rows)
                {
                    newest.Dequeue();
                }
            }
        }
        catch (RequestFailedException fault) when (fault.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            // Nothing has been stored yet: the table is empty.
        }

        terminal.Table(
            $"Blob storage: {container}",
            ["blob", "size", "written"],
            newest.UnorderedItems.OrderByDescending(item => item.Priority).Select(item => (IReadOnlyList<string>)
            [
                item.Element.Name,
                CrawlLine.Size(item.Element.Properties.ContentLength ?? 0),
                item.Priority.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ]));
    }

    private async Task PrintCrawlsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<JsonElement> crawls = await api.ListAsync(Rows, cancellationToken);
        terminal.Table(
            "Database: newest crawls",
            ["crawl", "state", "snapshot", "posts", "media", "bytes", "created"],
            crawls.Select(crawl => (IReadOnlyList<string>)
            [
                crawl.Text("crawl_id") ?? "-",
                crawl.Text("state") ?? crawl.Text("status") ?? "-",
                crawl.Text("snapshot_id") ?? "-",
                crawl.Member("result").Text("posts") ?? "-",
                crawl.Member("result").Text("media") ?? "-",
                crawl.Member("result").Number("payload_bytes") is { } bytes ? CrawlLine.Size(bytes) : "-",
                Time(crawl, "created_at"),
            ]));
    }

    private async Task PrintEventsAsync(Guid crawlId, CancellationToken cancellationToken)
    {
        List<JsonElement> events = [];
        string? cursor = null;
        while (true)
        {
            (IReadOnlyList<JsonElement> page, string? next) = await api.EventsAsync(cursor, 1000, cancellationToken);
            events.AddRange(page.Where(item =>
                Guid.TryParse(item.Member("data").Text("crawl_id"), out Guid id) && id == crawlId));
            if (page.Count == 0 || next == cursor)
            {
                break;
            }

            cursor = next;
        }

        terminal.Table(
            "Event feed: this crawl",
            ["event", "id", "time"],
            events.Select(item => (IReadOnlyList<string>)[item.Text("event_type") ?? "-", item.Text("id") ?? "-", Time(item, "timestamp")]));
    }

    // What the real provider would have billed, over all runs on this data folder.
    private async Task PrintBillAsync(CancellationToken cancellationToken)
    {
        if (stack.SimulatorUrl is not { } simulator)
        {
            return;
        }

        using HttpClient client = new() { BaseAddress = simulator };
        byte[] answer = await client.GetByteArrayAsync(new Uri("/_simulator/billing", UriKind.Relative), cancellationToken);
        JsonElement bill = JsonElement.Parse(answer);
        terminal.Table(
            "Provider's bill (simulated, all runs)",
            ["crawls paid", "records billed", "paid twice"],
            [[
                bill.Text("triggers_accepted") ?? "-",
                bill.Text("records_billed") ?? "-",
                bill.Items("paid_twice").Count.ToString(CultureInfo.InvariantCulture),
            ]]);
    }
}
