using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Ingestion.Tests.Simulators;

[Trait("Category", "Unit")]
public sealed class AdminTests
{
    [Fact]
    public async Task Faults_AddedLive_SkipAndEndAsSaid()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerAsync();
        using HttpResponseMessage added = await PostAsync(
            client, "/_simulator/faults", $$"""[{"fault":"http_502","operation":"progress","times":1,"skip":1,"snapshot_id":"{{id}}"},"slow:9"]""");

        var statuses = new List<HttpStatusCode>();
        for (int i = 0; i < 3; i++)
        {
            using HttpResponseMessage response = await client.Http.GetAsync(SimulatorClient.At($"/datasets/v3/progress/{id}"));
            statuses.Add(response.StatusCode);
        }

        Assert.Equal("""{"faults":["http_502@progress*1","slow:9@job"]}""", await added.Content.ReadAsStringAsync());
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.BadGateway, HttpStatusCode.OK], statuses);
    }

    [Theory]
    [InlineData("""{"fault":"nonsense"}""")]
    [InlineData("""{"fault":"slow","count":3}""")]
    [InlineData("""{"fault":"delay","operation":"nowhere"}""")]
    [InlineData("not json")]
    public async Task Faults_ThatDoNotExist_AreRefused(string body)
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();

        using HttpResponseMessage response = await PostAsync(client, "/_simulator/faults", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Faults_Deleted_AreGone()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        client.Simulator.AddFault("http_500");

        using HttpResponseMessage deleted = await client.Http.DeleteAsync(SimulatorClient.At("/_simulator/faults"));

        Assert.Equal("""{"faults":[]}""", await deleted.Content.ReadAsStringAsync());
        Assert.StartsWith("sd_", await client.TriggerAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_Counted_PerOperationAndStatus()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerAsync(sim: "reset_before@cancel");
        await client.ProgressAsync(id);
        await Assert.ThrowsAsync<HttpRequestException>(
            () => client.Http.PostAsync(SimulatorClient.At($"/datasets/v3/snapshot/{id}/cancel"), null));

        JsonElement requests = await client.Http.GetFromJsonAsync<JsonElement>(SimulatorClient.At("/_simulator/requests"));

        Assert.Equal(1, requests.GetProperty("operations").GetProperty("trigger").GetProperty("200").GetInt32());
        Assert.Equal(1, requests.GetProperty("operations").GetProperty("progress").GetProperty("200").GetInt32());
        Assert.Equal(1, requests.GetProperty("operations").GetProperty("cancel").GetProperty("aborted").GetInt32());
        Assert.False(requests.GetProperty("rate_limited").GetProperty("ip_blocked").GetBoolean());
    }

    [Fact]
    public async Task Billing_ForAReference_NamesItsSnapshot()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerReadyAsync(posts: 4);

        JsonElement billing = await client.Http.GetFromJsonAsync<JsonElement>(SimulatorClient.At("/_simulator/billing"));

        Assert.Equal(1, billing.GetProperty("triggers_accepted").GetInt32());
        Assert.Equal(4, billing.GetProperty("records_billed").GetInt32());
        Assert.Equal(id, billing.GetProperty("snapshots")[0].GetProperty("snapshot_id").GetString());
    }

    [Fact]
    public async Task Reset_OfAll_ForgetsTheJobs()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        await client.TriggerAsync();

        using HttpResponseMessage reset = await PostAsync(client, "/_simulator/reset", "");

        Assert.Equal(HttpStatusCode.OK, reset.StatusCode);
        Assert.Equal(0, client.Simulator.Billing().TriggersAccepted);
    }

    private static async Task<HttpResponseMessage> PostAsync(SimulatorClient client, string path, string body)
    {
        using var content = new StringContent(body);
        return await client.Http.PostAsync(SimulatorClient.At(path), content);
    }
}
