using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Ingestion.Tests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Ingestion.Tests.Simulators;

[Trait("Category", "Unit")]
public sealed class WebhookTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<(string? Authorization, string? Encoding, byte[] Body)> _received = new();
    private readonly ConcurrentQueue<int> _answers = new();
    private WebApplication _receiver = null!;
    private SimulatorClient _client = null!;

    public async Task InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _receiver = builder.Build();
        _receiver.MapPost("/hook", (RequestDelegate)ReceiveAsync);
        await _receiver.StartAsync();
        _client = await SimulatorClient.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task Notify_WhenReady_CarriesTheCallersHeader()
    {
        string id = await TriggerAsync("notify");
        _client.Clock.Advance(TimeSpan.FromSeconds(3));
        await ReceivedAsync(1);

        (string? authorization, _, byte[] body) = _received.Single();
        JsonElement json = JsonSerializer.Deserialize<JsonElement>(body);
        Assert.Equal("secret", authorization);
        Assert.Equal((id, "ready"), (json.GetProperty("snapshot_id").GetString(), json.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Notify_NotAnswered200_IsRepeated()
    {
        _answers.Enqueue(500);
        await TriggerAsync("notify");
        _client.Clock.Advance(TimeSpan.FromSeconds(3));
        await ReceivedAsync(1);
        await Eventually.TrueAsync(() => _client.Clock.WaitingTimers == 1);

        _client.Clock.Advance(TimeSpan.FromSeconds(10));

        await ReceivedAsync(2);
    }

    [Theory]
    [InlineData("webhook_twice", 2, "secret")]
    [InlineData("webhook_forged", 1, "forged")]
    [InlineData("failed", 1, "secret")]
    public async Task Notify_WithAFault_ComesAsSaid(string sim, int times, string authorization)
    {
        await TriggerAsync("notify", sim);
        _client.Clock.Advance(TimeSpan.FromSeconds(3));

        await ReceivedAsync(times);

        Assert.All(_received, r => Assert.Equal(authorization, r.Authorization));
    }

    [Fact]
    public async Task Notify_ThatIsEarly_ComesWhileTheJobRuns()
    {
        string id = await TriggerAsync("notify", "webhook_early:2");
        _client.Clock.Advance(TimeSpan.FromSeconds(1));
        await ReceivedAsync(1);

        Assert.Equal("running", (await _client.ProgressAsync(id)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Notify_LostOrLate_LetsAnotherPass()
    {
        string late = await TriggerAsync("notify", "webhook_late:60");
        await TriggerAsync("notify", "webhook_lost");
        string prompt = await TriggerAsync("notify");
        _client.Clock.Advance(TimeSpan.FromSeconds(3));
        await ReceivedAsync(1);
        await Eventually.TrueAsync(() => _client.Clock.WaitingTimers == 1);
        _client.Clock.Advance(TimeSpan.FromSeconds(60));
        await ReceivedAsync(2);

        Assert.Equal([prompt, late], _received.Select(r => JsonSerializer.Deserialize<JsonElement>(r.Body).GetProperty("snapshot_id").GetString()));
    }

    [Fact]
    public async Task Endpoint_WhenReady_GetsTheRecordsInGzip()
    {
        await TriggerAsync("endpoint");
        _client.Clock.Advance(TimeSpan.FromSeconds(3));
        await ReceivedAsync(1);

        (_, string? encoding, byte[] body) = _received.Single();
        await using var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
        JsonElement[]? records = await JsonSerializer.DeserializeAsync<JsonElement[]>(gzip);
        Assert.Equal(("gzip", 3), (encoding, records!.Length));
    }

    private Task<string> TriggerAsync(string parameter, string sim = "") =>
        _client.TriggerAsync(sim: sim, query: $"&{parameter}={WebUtility.UrlEncode(_receiver.Urls.Single() + "/hook")}&auth_header=secret");

    private Task ReceivedAsync(int count) => Eventually.TrueAsync(() => _received.Count == count);

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        context.Response.StatusCode = _answers.TryDequeue(out int status) ? status : 200;
        _received.Enqueue((context.Request.Headers.Authorization, context.Request.Headers.ContentEncoding, body.ToArray()));
    }
}
