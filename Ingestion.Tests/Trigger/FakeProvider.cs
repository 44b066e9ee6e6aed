using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Ingestion.Tests.Trigger;

/// <summary>A provider on loopback that counts what it would bill and misbehaves on demand.</summary>
public sealed class FakeProvider : IAsyncLifetime
{
    private readonly WebApplication app;
    private int lastSnapshot;

    public FakeProvider()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPost("/datasets/v3/trigger", AcceptAsync);
        app.MapGet("/datasets/v3/snapshots", (string dataset_id) => Results.Json(
            Accepted.Values.Where(order => order.DatasetId == dataset_id && !order.IsHidden).Select(order => new
            {
                id = order.SnapshotId,
                created = order.Created,
                status = "running",
                dataset_id = order.DatasetId,
            })));
        app.MapGet("/datasets/v3/snapshot/{id}/input", (string id) => Accepted.TryGetValue(id, out FakeOrder? order) && !order.IsInputLost
            ? Results.Text(order.Body, "application/json")
            : Results.Text("Snapshot does not exist", statusCode: 404));
        app.MapGet("/datasets/v3/progress/{id}", (string id) =>
        {
            Calls.AddOrUpdate("progress", 1, (_, count) => count + 1);
            return Progress(id);
        });
        app.MapGet("/datasets/v3/snapshot/{id}", async (HttpContext context) => await Snapshot(context));
        app.MapPost("/datasets/v3/snapshot/{id}/cancel", (string id) =>
        {
            Cancelled.Enqueue(id);
            return CancelAnswer();
        });
    }

    public Uri BaseUrl => new(app.Urls.First());

    public ConcurrentDictionary<string, FakeOrder> Accepted { get; } = new();

    public ConcurrentDictionary<string, int> Calls { get; } = new();

    public ConcurrentQueue<string> Cancelled { get; } = new();

    /// <summary>Runs for a trigger before it is accepted; a result is the answer and nothing is accepted.</summary>
    public Func<Task<IResult?>> BeforeAccept { get; set; } = () => Task.FromResult<IResult?>(null);

    /// <summary>Runs for an accepted trigger, before it is answered; true resets the connection instead.</summary>
    public Func<FakeOrder, Task<bool>> AfterAccept { get; set; } = _ => Task.FromResult(false);

    public Func<string, IResult> Progress { get; set; } = id => Results.Json(new { status = "running", snapshot_id = id });

    public Func<HttpContext, Task> Snapshot { get; set; } =
        context => Results.Text("[]", "application/json").ExecuteAsync(context);

    public Func<IResult> CancelAnswer { get; set; } = () => Results.Text("OK");

    public Task InitializeAsync() => app.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    public FakeOrder Add(string datasetId, string body)
    {
        string id = $"sd_fake{Interlocked.Increment(ref lastSnapshot):D8}";
        return Accepted[id] = new FakeOrder(id, datasetId, "", body, TimeProvider.System.GetUtcNow());
    }

    private async Task AcceptAsync(HttpContext context, string dataset_id)
    {
        using StreamReader reader = new(context.Request.Body);
        string body = await reader.ReadToEndAsync();
        if (await BeforeAccept() is { } refusal)
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        FakeOrder order = Add(dataset_id, body) with { Query = context.Request.QueryString.Value! };
        Accepted[order.SnapshotId] = order;
        if (await AfterAccept(order))
        {
            context.Abort();
            return;
        }

        await Results.Json(new { snapshot_id = order.SnapshotId }).ExecuteAsync(context);
    }
}

/// <summary>What the fake provider would bill.</summary>
public sealed record FakeOrder(string SnapshotId, string DatasetId, string Query, string Body, DateTimeOffset Created)
{
    /// <summary>Accepted, but not in the list of snapshots yet.</summary>
    public bool IsHidden { get; init; }

    /// <summary>In the list, but its input cannot be read.</summary>
    public bool IsInputLost { get; init; }
}
