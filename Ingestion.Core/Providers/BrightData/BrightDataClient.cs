using System.Globalization;
using System.Net;
using Ingestion.Core.Errors;

namespace Ingestion.Core.Providers.BrightData;

/// <summary>
/// Bright Data's Datasets v3 API. Every call takes a turn in the shared rate budget. Calls that change nothing, and cancel, are
/// repeated shortly on 5xx, resets and time-outs; a trigger never is.
/// </summary>
/// <remarks>Source: https://docs.brightdata.com/api-reference/web-scraper-api; read 2026-11-21.</remarks>
public sealed class BrightDataClient
{
    private const int ListPageSize = 1000;
    private const int MaxListPages = 100;

    private static readonly TimeSpan DefaultNotReadyDelay = TimeSpan.FromSeconds(30);

    private readonly BrightDataTransport transport;

    internal BrightDataClient(BrightDataTransport transport) => this.transport = transport;

    /// <summary>Starts a collection, which is paid for. One POST; it is not repeated, whatever happens.</summary>
    /// <param name="call">Made by <see cref="DatasetCatalog.BuildTrigger"/>.</param>
    /// <param name="cancellationToken">Gives up the wait; the collection may run nevertheless.</param>
    /// <exception cref="ProviderRejectedException">The provider refuses it, nothing was started: terminal.</exception>
    /// <exception cref="ProviderUnavailableException">The outcome is unknown, look for the reference first:
    /// transient.</exception>
    public Task<TriggerResponse> TriggerAsync(TriggerCall call, CancellationToken cancellationToken) =>
        TriggerAsync(call, beforeSend: null, cancellationToken);

    /// <summary>
    /// The same; <paramref name="beforeSend"/> makes the call durable when it has its turn, or stops it by throwing.
    /// </summary>
    internal async Task<TriggerResponse> TriggerAsync(
        TriggerCall call, Func<CancellationToken, Task>? beforeSend, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var operation = $"trigger {call}";
        var answer = await transport.SendAsync(
            new BrightDataCall
            {
                Operation = operation,
                Method = HttpMethod.Post,
                PathAndQuery = call.PathAndQuery,
                Body = call.Body,
                IsRepeatable = false,
                BeforeSend = beforeSend,
            },
            cancellationToken);
        if (answer.RateLimitedFor is { } wait)
        {
            return new TriggerResponse { Status = TriggerStatus.RateLimited, RetryAfter = wait };
        }

        using var json = answer.IsSuccess ? BrightDataJson.TryParse(answer.Text) : null;
        return json?.RootElement.Text("snapshot_id") is { } id && SnapshotIds.IsValid(id)
            ? new TriggerResponse { Status = TriggerStatus.Accepted, SnapshotId = id }
            : throw BrightDataErrors.ToException(operation, answer);
    }

    /// <summary>Asks how far a snapshot is.</summary>
    /// <param name="snapshotId">The snapshot, for example <c>sd_mb3k2x81a2b3c4d5e6</c>.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="ProviderRejectedException">The provider refuses the call: terminal.</exception>
    /// <exception cref="ProviderUnavailableException">No usable answer: transient.</exception>
    public async Task<ProgressResponse> GetProgressAsync(string snapshotId, CancellationToken cancellationToken)
    {
        SnapshotIds.ThrowIfInvalid(snapshotId);
        var operation = $"progress of snapshot {snapshotId}";
        var answer = await transport.SendAsync(Get(operation, $"/datasets/v3/progress/{snapshotId}"), cancellationToken);
        return BrightDataProgress.Read(operation, answer);
    }

    /// <summary>The snapshots of a dataset that were triggered since <paramref name="from"/>; all pages.</summary>
    /// <param name="datasetId">The dataset, for example <c>gd_lkaxegm826bjpoo9m5</c>.</param>
    /// <param name="from">The earliest time of trigger.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="ProviderRejectedException">The provider refuses the call: terminal.</exception>
    /// <exception cref="ProviderRateLimitedException">No turn in the rate budget: transient, with the time to wait.</exception>
    /// <exception cref="ProviderUnavailableException">No usable answer: transient.</exception>
    public async Task<IReadOnlyList<SnapshotListItem>> ListSnapshotsAsync(
        string datasetId, DateTimeOffset from, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(datasetId);
        var operation = $"list of snapshots of dataset {datasetId}";
        var since = from.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var path = $"/datasets/v3/snapshots?dataset_id={Uri.EscapeDataString(datasetId)}"
            + $"&from_date={Uri.EscapeDataString(since)}&limit={ListPageSize}";
        var found = new Dictionary<string, SnapshotListItem>(StringComparer.Ordinal);
        for (var page = 0; page < MaxListPages; page++)
        {
            var answer = await SendOrThrowAsync(Get(operation, $"{path}&skip={page * ListPageSize}"), cancellationToken);
            var items = SnapshotList.Read(operation, answer);
            foreach (var item in items.Where(item => item.Created is null || item.Created >= from))
            {
                found[item.Id] = item;
            }

            if (items.Count < ListPageSize)
            {
                break;
            }
        }

        return [.. found.Values];
    }

    /// <summary>
    /// The inputs of a snapshot as raw JSON text; null when the provider does not know the snapshot or its input.
    /// </summary>
    /// <param name="snapshotId">The snapshot, for example <c>sd_mb3k2x81a2b3c4d5e6</c>.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="ProviderRejectedException">The provider refuses the call: terminal.</exception>
    /// <exception cref="ProviderRateLimitedException">No turn in the rate budget: transient, with the time to wait.</exception>
    /// <exception cref="ProviderUnavailableException">No usable answer, or one over the size limit: transient.</exception>
    public async Task<string?> GetInputAsync(string snapshotId, CancellationToken cancellationToken)
    {
        SnapshotIds.ThrowIfInvalid(snapshotId);
        var operation = $"input of snapshot {snapshotId}";
        var answer = await SendOrThrowAsync(Get(operation, $"/datasets/v3/snapshot/{snapshotId}/input"), cancellationToken);
        return answer switch
        {
            { StatusCode: HttpStatusCode.NotFound } when !BrightDataErrors.IsHtml(answer) => null,
            { IsSuccess: true, IsCut: false } when !BrightDataErrors.IsHtml(answer) => answer.Text,
            _ => throw BrightDataErrors.ToException(operation, answer),
        };
    }

    /// <summary>Stops a collection. Repeating it does no harm.</summary>
    /// <param name="snapshotId">The snapshot, for example <c>sd_mb3k2x81a2b3c4d5e6</c>.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="ProviderRejectedException">The provider refuses the call: terminal.</exception>
    /// <exception cref="ProviderUnavailableException">No usable answer: transient.</exception>
    public async Task<CancelResponse> CancelAsync(string snapshotId, CancellationToken cancellationToken)
    {
        SnapshotIds.ThrowIfInvalid(snapshotId);
        var get = Get($"cancel of snapshot {snapshotId}", $"/datasets/v3/snapshot/{snapshotId}/cancel");
        var call = get with { Method = HttpMethod.Post };
        var answer = await transport.SendAsync(call, cancellationToken);
        return answer switch
        {
            { RateLimitedFor: { } wait } => new CancelResponse(CancelStatus.RateLimited, wait),
            { IsSuccess: true } when !BrightDataErrors.IsHtml(answer) => new CancelResponse(CancelStatus.Cancelled),
            { StatusCode: HttpStatusCode.BadRequest }
                when BrightDataErrors.Reason(answer).Says(BrightDataTexts.SnapshotNotRunning)
                => new CancelResponse(CancelStatus.NotRunning),
            { StatusCode: HttpStatusCode.NotFound }
                when !BrightDataErrors.IsHtml(answer) => new CancelResponse(CancelStatus.NotFound),
            _ => throw BrightDataErrors.ToException(call.Operation, answer),
        };
    }

    /// <summary>In how many parts a snapshot comes for a format and batch size.</summary>
    /// <param name="query">The snapshot, format and batch size; its part is not looked at.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="ProviderRejectedException">The provider refuses the call: terminal.</exception>
    /// <exception cref="ProviderUnavailableException">No usable answer: transient.</exception>
    public async Task<PartsResponse> GetPartsAsync(SnapshotQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var operation = $"parts of snapshot {query.SnapshotId}";
        var answer = await transport.SendAsync(Get(operation, PathOf(query with { Part = null }, "/parts")), cancellationToken);
        if (Unavailable(operation, answer) is { } status)
        {
            return new PartsResponse(status, RetryAfter: WaitOf(status, answer));
        }

        using var json = BrightDataJson.TryParse(answer.Text);
        return json?.RootElement.Count("parts") is { } parts and < int.MaxValue
            ? new PartsResponse(SnapshotAvailability.Available, (int)parts)
            : throw BrightDataErrors.ToException(operation, answer);
    }

    /// <summary>Opens a download; the bytes follow as they come. Dispose what is returned.</summary>
    /// <param name="query">Which bytes.</param>
    /// <param name="cancellationToken">Gives up the wait for the headers.</param>
    /// <exception cref="ProviderRejectedException">The provider refuses the call: terminal.</exception>
    /// <exception cref="ProviderUnavailableException">No usable answer: transient.</exception>
    public async Task<SnapshotBody> OpenSnapshotAsync(SnapshotQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var operation = $"download of snapshot {query.SnapshotId}";
        var answer = await transport.SendAsync(Get(operation, PathOf(query, "")) with { IsDownload = true }, cancellationToken);
        return answer.Download is { } response
            ? new SnapshotBody(response)
            : Unavailable(operation, answer) is { } status
                ? new SnapshotBody(status, WaitOf(status, answer))
                : throw BrightDataErrors.ToException(operation, answer);
    }

    private static BrightDataCall Get(string operation, string path) =>
        new() { Operation = operation, Method = HttpMethod.Get, PathAndQuery = path };

    private static string PathOf(SnapshotQuery query, string suffix)
    {
        SnapshotIds.ThrowIfInvalid(query.SnapshotId);
        var path = $"/datasets/v3/snapshot/{query.SnapshotId}{suffix}?format={Uri.EscapeDataString(query.Format)}";
        return path
            + (query.BatchSize is { } size ? $"&batch_size={size}" : "")
            + (query.Part is { } part ? $"&part={part}" : "");
    }

    /// <summary>The expected reason why there are no bytes; null for an answer of 200.</summary>
    private static SnapshotAvailability? Unavailable(string operation, BrightDataAnswer answer)
    {
        if (answer.RateLimitedFor is not null)
        {
            return SnapshotAvailability.RateLimited;
        }

        var reason = answer.IsSuccess ? "" : BrightDataErrors.Reason(answer);
        return answer.StatusCode switch
        {
            HttpStatusCode.Accepted => SnapshotAvailability.NotReady,
            HttpStatusCode.OK => null,
            HttpStatusCode.BadRequest when reason.Says(BrightDataTexts.SnapshotEmpty) => SnapshotAvailability.Empty,
            HttpStatusCode.BadRequest when reason.Says(BrightDataTexts.SnapshotNotReady) => SnapshotAvailability.NotReady,
            HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Gone
                when reason.Says(BrightDataTexts.SnapshotExpired) => SnapshotAvailability.Expired,
            HttpStatusCode.NotFound when !BrightDataErrors.IsHtml(answer) => SnapshotAvailability.NotFound,
            _ => throw BrightDataErrors.ToException(operation, answer),
        };
    }

    private static TimeSpan? WaitOf(SnapshotAvailability status, BrightDataAnswer answer) => status switch
    {
        SnapshotAvailability.RateLimited => answer.RateLimitedFor,
        SnapshotAvailability.NotReady => answer.RetryAfter ?? DefaultNotReadyDelay,
        _ => null,
    };

    private async Task<BrightDataAnswer> SendOrThrowAsync(BrightDataCall call, CancellationToken cancellationToken)
    {
        var answer = await transport.SendAsync(call, cancellationToken);
        return answer.RateLimitedFor is { } wait ? throw new ProviderRateLimitedException(call.Operation, wait) : answer;
    }
}
