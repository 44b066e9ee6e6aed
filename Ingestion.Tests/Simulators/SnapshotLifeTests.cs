using System.Net;
using System.Text.Json;
using Xunit;

namespace Ingestion.Tests.Simulators;

[Trait("Category", "Unit")]
public sealed class SnapshotLifeTests
{
    [Fact]
    public async Task Progress_AsTimePasses_GoesFromStartingToReady()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerAsync(posts: 3);

        JsonElement starting = await client.ProgressAsync(id);
        client.Clock.Advance(TimeSpan.FromSeconds(1));
        JsonElement running = await client.ProgressAsync(id);
        client.Clock.Advance(TimeSpan.FromSeconds(2));
        JsonElement ready = await client.ProgressAsync(id);

        Assert.Equal("starting", starting.GetProperty("status").GetString());
        Assert.Equal(1000, running.GetProperty("running_time").GetInt64());
        Assert.Equal((3, 0, 3000), (Number(ready, "records"), Number(ready, "errors"), Number(ready, "collection_duration")));
    }

    [Fact]
    public async Task Download_BeforeReady_Is202()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerAsync();
        client.Clock.Advance(TimeSpan.FromSeconds(1));

        using HttpResponseMessage response = await client.DownloadAsync(id);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(
            """{"status":"running","message":"Snapshot is not ready yet, try again in 30s"}""",
            await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Download_WhenReady_GivesTheRecordsAskedFor()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerReadyAsync(posts: 200);

        JsonElement[] records = await client.RecordsAsync(id);

        Assert.Equal(200, records.Select(r => r.GetProperty("post_id").GetString()).Distinct().Count());
        Assert.Equal(200, client.Simulator.Billing().RecordsBilled);
    }

    private static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();
}
