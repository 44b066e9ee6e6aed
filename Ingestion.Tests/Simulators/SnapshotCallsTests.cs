using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Simulators.BrightData;
using Xunit;

namespace Ingestion.Tests.Simulators;

[Trait("Category", "Unit")]
public sealed class SnapshotCallsTests
{
    [Theory]
    [InlineData("GET", "/datasets/v3/progress/sd_x", "Snapshot does not exist")]
    [InlineData("GET", "/datasets/v3/snapshot/sd_x", "Snapshot does not exist")]
    [InlineData("GET", "/datasets/v3/snapshot/sd_x/parts", "Snapshot does not exist")]
    [InlineData("GET", "/datasets/v3/snapshot/sd_x/input", "Snapshot does not exist")]
    [InlineData("POST", "/datasets/v3/snapshot/sd_x/cancel", "Snapshot does not exist")]
    [InlineData("GET", "/datasets/v3/log/sd_x", """{"error":"Snapshot not found"}""")]
    public async Task Call_ForAnUnknownSnapshot_Is404(string method, string path, string expected)
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), SimulatorClient.At(path));

        using HttpResponseMessage response = await client.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Cancel_OfARunningJob_EndsItUnpaid()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerAsync();

        (HttpStatusCode Status, string Text) first = await CancelAsync(client, id);
        (HttpStatusCode Status, string Text) second = await CancelAsync(client, id);
        JsonElement progress = await client.ProgressAsync(id);

        Assert.Equal((HttpStatusCode.OK, "OK"), first);
        Assert.Equal((HttpStatusCode.BadRequest, "Snapshot is not running"), second);
        Assert.Equal("canceled", progress.GetProperty("status").GetString());
        Assert.Equal("""{"aborted_page":1}""", progress.GetProperty("error_codes").GetRawText());
        Assert.Equal(0, client.Simulator.Billing().RecordsBilled);
    }

    [Fact]
    public async Task Input_OfAJob_IsWhatWasSent()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerAsync(posts: 7);

        string input = await client.Http.GetStringAsync(SimulatorClient.At($"/datasets/v3/snapshot/{id}/input"));

        Assert.Equal("""[{"url":"https://www.facebook.com/ESPN","num_of_posts":7}]""", input);
    }

    [Fact]
    public async Task Rerun_OfAFailedJob_MakesItReady()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerReadyAsync(sim: "failed:No%20data%20found%20in%20discovery");
        JsonElement failed = await client.ProgressAsync(id);

        using HttpResponseMessage rerun = await client.Http.PostAsync(SimulatorClient.At($"/datasets/v3/snapshot/{id}/rerun"), null);
        client.Clock.Advance(TimeSpan.FromSeconds(3));
        JsonElement ready = await client.ProgressAsync(id);

        Assert.Equal("No data found in discovery", failed.GetProperty("error_message").GetString());
        Assert.Equal("ready", ready.GetProperty("status").GetString());
    }

    [Fact]
    public async Task List_WithFilters_GivesNewestFirst()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string first = await client.TriggerReadyAsync(posts: 5);
        string second = await client.TriggerAsync();

        Assert.Equal([second, first], await IdsAsync(client, ""));
        Assert.Equal([first], await IdsAsync(client, "&status=ready"));
        Assert.Equal([first], await IdsAsync(client, "&skip=1&limit=1"));
        Assert.Equal([second], await IdsAsync(client, "&from_date=2026-01-01T00:00:30Z"));
        Assert.Equal([], await IdsAsync(client, "&to_date=2025-12-31"));
    }

    [Fact]
    public async Task List_ThatLags_ShowsASnapshotLater()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync(new SimulatorOptions { ListLag = TimeSpan.FromSeconds(20) });
        string id = await client.TriggerAsync();

        Assert.Equal([], await IdsAsync(client, ""));
        client.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal([id], await IdsAsync(client, ""));
    }

    private static async Task<(HttpStatusCode Status, string Text)> CancelAsync(SimulatorClient client, string id)
    {
        using HttpResponseMessage response = await client.Http.PostAsync(SimulatorClient.At($"/datasets/v3/snapshot/{id}/cancel"), null);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static async Task<IEnumerable<string?>> IdsAsync(SimulatorClient client, string filter)
    {
        JsonElement[]? items = await client.Http.GetFromJsonAsync<JsonElement[]>(
            SimulatorClient.At($"/datasets/v3/snapshots?dataset_id={SimulatorClient.FacebookPosts}{filter}"));
        return items!.Select(i => i.GetProperty("id").GetString());
    }
}
