using System.Text;
using System.Text.Json;
using Simulators.BrightData;
using Xunit;

namespace Ingestion.Tests.Simulators;

[Trait("Category", "Unit")]
public sealed class RestartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("simulator-").FullName;

    private string State => Path.Combine(_folder, "state", "simulator.jsonl");

    [Fact]
    public async Task Restart_WithTheJournal_FindsJobsBillAndRecords()
    {
        string id, canceled;
        string[] records;
        await using (SimulatorClient before = await StartAsync())
        {
            id = await before.TriggerReadyAsync(posts: 6, sim: "warnings:1");
            canceled = await before.TriggerAsync();
            using HttpResponseMessage cancel = await before.Http.PostAsync(
                SimulatorClient.At($"/datasets/v3/snapshot/{canceled}/cancel"), null);
            records = await TextsAsync(before, id);
        }

        await using SimulatorClient after = await StartAsync();
        after.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(records, await TextsAsync(after, id));
        Assert.Equal("canceled", (await after.ProgressAsync(canceled)).GetProperty("status").GetString());
        Assert.Equal((2, 6), (after.Simulator.Billing().TriggersAccepted, after.Simulator.Billing().RecordsBilled));
    }

    [Fact]
    public async Task Restart_AfterACutLine_DropsItAndGoesOn()
    {
        await using (SimulatorClient before = await StartAsync())
        {
            await before.TriggerAsync();
        }

        await File.AppendAllTextAsync(State, "{\"kind\":\"trigg", Encoding.UTF8);
        await using (SimulatorClient after = await StartAsync())
        {
            await after.TriggerAsync();
        }

        await using SimulatorClient last = await StartAsync();
        Assert.Equal(2, last.Simulator.Billing().TriggersAccepted);
    }

    [Fact]
    public async Task Restart_AfterALostAnswer_DoesNotLoseTheNext()
    {
        await using (SimulatorClient before = await StartAsync())
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => before.TriggerAsync(sim: "lost_answer*1"));
        }

        await using SimulatorClient after = await StartAsync();

        Assert.StartsWith("sd_", await after.TriggerAsync(sim: "lost_answer*1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithAJournalInUse_IsRefused()
    {
        await using SimulatorClient one = await StartAsync();

        await Assert.ThrowsAsync<IOException>(StartAsync);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<string[]> TextsAsync(SimulatorClient client, string id) =>
        [.. (await client.RecordsAsync(id)).Select((JsonElement r) => r.GetRawText())];

    private Task<SimulatorClient> StartAsync() => SimulatorClient.StartAsync(new SimulatorOptions { StateFile = State });
}
