using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Xunit;

namespace Ingestion.Tests.Simulators;

[Trait("Category", "Unit")]
public sealed class DownloadTests
{
    [Fact]
    public async Task Download_InParts_GivesEveryRowOnce()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerReadyAsync(posts: 2500);
        string whole = await TextAsync(client, id, "");

        string parts = await client.Http.GetStringAsync(SimulatorClient.At($"/datasets/v3/snapshot/{id}/parts?batch_size=1000"));
        string joined = string.Concat(
            await TextAsync(client, id, "?batch_size=1000&part=1"),
            await TextAsync(client, id, "?batch_size=1000&part=2"),
            await TextAsync(client, id, "?batch_size=1000&part=3"));

        Assert.Equal("""{"parts":3}""", parts);
        Assert.Equal(whole, joined);
    }

    [Theory]
    [InlineData("?format=xml", """{"validation_errors":["\"format\" must be one of [json, ndjson, jsonl, csv]"]}""")]
    [InlineData("?batch_size=999", """{"validation_errors":["\"batch_size\" must be greater than or equal to 1000"]}""")]
    [InlineData("?batch_size=1000&part=2", """{"validation_errors":["\"part\" must be less than or equal to 1"]}""")]
    public async Task Download_WithABadQuery_Is400(string query, string expected)
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerReadyAsync();

        using HttpResponseMessage response = await client.DownloadAsync(id, query);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Download_Compressed_IsTheSameInGzip()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerReadyAsync(posts: 50);

        using HttpResponseMessage response = await client.DownloadAsync(id, "?compress=true");
        await using var gzip = new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);

        Assert.Equal(await TextAsync(client, id, ""), await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task Download_OfErrorsAndWarnings_MixesThemIn()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerReadyAsync(posts: 20, sim: "errors:4,warnings:2", query: "&include_errors=true");

        JsonElement[] records = await client.RecordsAsync(id);

        Assert.Equal(24, records.Length);
        Assert.Equal(4, records.Count(r => r.TryGetProperty("error_code", out _)));
        Assert.Equal(2, records.Count(r => r.TryGetProperty("warning_code", out _)));
        Assert.Equal("""{"dead_page":4}""", (await client.ProgressAsync(id)).GetProperty("error_codes").GetRawText());
    }

    [Fact]
    public async Task Download_OfADeadPageWithoutErrors_IsEmpty()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerReadyAsync(sim: "dead_page");

        Assert.Equal("[]", await TextAsync(client, id, "?format=json"));
        Assert.Equal("", await TextAsync(client, id, ""));
        Assert.Equal(0, client.Simulator.Billing().RecordsBilled);
    }

    [Fact]
    public async Task Download_After30Days_IsExpired()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerReadyAsync();
        client.Clock.Advance(TimeSpan.FromDays(30));

        using HttpResponseMessage response = await client.DownloadAsync(id);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("Snapshot is expired", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Download_OfDiscoveredPosts_SaysWhatWasAsked()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerReadyAsync(posts: 2, query: "&type=discover_new&discover_by=url&limit_per_input=9");

        JsonElement record = (await client.RecordsAsync(id))[0];

        Assert.Equal(SimulatorClient.Page, record.GetProperty("discovery_input").GetProperty("url").GetString());
        Assert.EndsWith(
            record.GetProperty("post_id").GetString()!, record.GetProperty("input").GetProperty("url").GetString(), StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(SimulatorClient client, string id, string query)
    {
        using HttpResponseMessage response = await client.DownloadAsync(id, query);
        return await response.Content.ReadAsStringAsync();
    }
}
