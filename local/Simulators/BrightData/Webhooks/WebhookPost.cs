using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Simulators.BrightData.Faults;
using Simulators.BrightData.Jobs;
using Simulators.BrightData.Records;

namespace Simulators.BrightData.Webhooks;

/// <summary>One delivery: the small notification to <c>notify</c>, the data to <c>endpoint</c>, or both.</summary>
internal static class WebhookPost
{
    public const string Accepted = "accepted";
    private const string Refused = "refused";
    private const string Unreachable = "unreachable";

    public static async Task<string> SendAsync(
        HttpClient http, Job job, RecordSources sources, string baseUrl, SimulatorOptions options, CancellationToken cancellationToken)
    {
        string outcome = Accepted;
        if (job.Request.Notify is { } notify)
        {
            using HttpContent content = Notification(job, baseUrl, options);
            outcome = await PostAsync(http, notify, content, job, options, cancellationToken);
        }

        if (job.Request.Endpoint is { } endpoint && job.StatusAt(options.Time.GetUtcNow()) == JobStatus.Ready)
        {
            using HttpContent content = Data(job, sources);
            string data = await PostAsync(http, endpoint, content, job, options, cancellationToken);
            outcome = outcome == Accepted ? data : outcome;
        }

        return outcome;
    }

    private static ByteArrayContent Notification(Job job, string baseUrl, SimulatorOptions options)
    {
        JobStatus status = job.StatusAt(options.Time.GetUtcNow());
        byte[] body = Wire.Serialize(new
        {
            snapshot_id = job.Id,
            status = status == JobStatus.Failed ? "failed" : "ready",
            result_url = $"{baseUrl}/datasets/v3/snapshot/{job.Id}",
        });
        return new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
    }

    private static StreamedContent Data(Job job, RecordSources sources)
    {
        var query = new DownloadQuery { Format = job.Request.Format ?? "json" };
        var content = new StreamedContent(async (stream, cancellationToken) =>
        {
            var body = new SnapshotBody(job, sources, query);
            if (job.Request.UncompressedWebhook)
            {
                await body.WriteAsync(stream, isEndless: false, cancellationToken);
                return;
            }

            await using var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
            await body.WriteAsync(gzip, isEndless: false, cancellationToken);
        });
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(query.ContentType);
        if (!job.Request.UncompressedWebhook)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        return content;
    }

    private static async Task<string> PostAsync(
        HttpClient http, string url, HttpContent content, Job job, SimulatorOptions options, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        string? authorization = job.Faults.Has(FaultNames.WebhookForged) ? "forged" : job.Request.AuthHeader;
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using CancellationTokenSource timeout = new(options.WebhookTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, either.Token);
            return response.StatusCode == HttpStatusCode.OK ? Accepted : Refused;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return Unreachable;
        }
    }
}
