using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Simulators.BrightData;
using Xunit;

namespace Ingestion.Tests.Simulators;

[Trait("Category", "Unit")]
public sealed class TriggerTests
{
    private const string Dataset = $"?dataset_id={SimulatorClient.FacebookPosts}";
    private const string Good = $$"""[{"url":"{{SimulatorClient.Page}}"}]""";

    [Theory]
    [InlineData("""[{"url":"https://www.facebook.com/ESPN"}]""")]
    [InlineData("""{"url":"https://www.facebook.com/ESPN"}""")]
    [InlineData("""{"input":[{"url":"https://www.facebook.com/ESPN","tenant":"t"}],"custom_input_fields":["tenant"]}""")]
    public async Task Trigger_InEachBodyForm_IsAccepted(string body)
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();

        using HttpResponseMessage response = await client.PostTriggerAsync(body);

        Assert.Matches("""^\{"snapshot_id":"sd_[0-9a-z]{17}"\}$""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Trigger_WithCsvAttachment_ReadsEachLine()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent("url,num_of_posts\n\"https://www.facebook.com/a\",4\nhttps://www.facebook.com/b,5\n"), "data", "in.csv");

        using HttpResponseMessage response = await client.Http.PostAsync(SimulatorClient.At($"/datasets/v3/trigger{Dataset}"), form);
        client.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(9, client.Simulator.Billing().RecordsBilled);
    }

    [Theory]
    [InlineData("", Good, 404, "Collector not found")]
    [InlineData("?dataset_id=gd_nothing", Good, 404, "dataset does not exist")]
    [InlineData(Dataset + "&type=all", Good, 400, """{"validation_errors":["\"type\" must be one of [discover_new, url_collection]"]}""")]
    [InlineData(Dataset + "&type=discover_new", Good, 400, "Incorrect discovery collector id discover_by is required")]
    [InlineData(
        "?dataset_id=gd_lyy3tktm25m4avu764&type=discover_new&discover_by=hashtag", Good, 400,
        "Incorrect discovery collector id Available types: profile_url, company_url, url")]
    [InlineData(Dataset, "[]", 400, "No data to trigger")]
    [InlineData(Dataset, "", 400, """{"error":"Parser has expected a value","code":"parse_error"}""")]
    [InlineData(Dataset, "not json", 400, """{"error":"Parser cannot parse input: expected a value","code":"parse_error"}""")]
    public async Task Trigger_ThatIsWrong_IsRefusedWithTheProvidersWords(string query, string body, int status, string expected)
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();

        using HttpResponseMessage response = await client.PostTriggerAsync(body, query);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
        Assert.Equal(0, client.Simulator.Billing().TriggersAccepted);
    }

    [Theory]
    [InlineData("""{"num_of_posts":1}""", "url", "Required field")]
    [InlineData("""{"url":"nowhere"}""", "url", "This field must be a valid url")]
    [InlineData("""{"url":"https://www.facebook.com/a","name":"n"}""", "name", "This input should not contain a name field")]
    [InlineData("""{"url":"https://x.com/a"}""", "url", "Value should match pattern ^https://([^/]+\\\\.)?(facebook.com|fb.com|fb.watch)/")]
    public async Task Trigger_WithOneBadInput_RefusesAll(string input, string field, string reason)
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string line = input.Replace("\"", "\\\"", StringComparison.Ordinal);

        using HttpResponseMessage response = await client.PostTriggerAsync($$"""[{"url":"https://www.facebook.com/ok"},{{input}}]""");

        Assert.Equal(
            $$"""{"error":"Invalid input provided","code":"validation_error","type":"validation","line":"{{line}}","index":2,"errors":[["{{field}}","{{reason}}"]]}""",
            await response.Content.ReadAsStringAsync());
        Assert.Equal(0, client.Simulator.Billing().TriggersAccepted);
    }

    [Fact]
    public async Task Trigger_OverTheRunningJobsLimit_Is429UntilOneEnds()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync(new SimulatorOptions { RunningJobsLimit = 2 });
        await client.TriggerAsync();
        await client.TriggerAsync();

        using HttpResponseMessage refused = await client.PostTriggerAsync(Good);
        client.Clock.Advance(TimeSpan.FromSeconds(3));
        using HttpResponseMessage accepted = await client.PostTriggerAsync(Good);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.EndsWith("into a single request. Running jobs: 2>=2", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
    }

    [Fact]
    public async Task Trigger_SentTwice_IsPaidTwice()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        const string body = """{"input":[{"url":"https://www.facebook.com/a","ingestion_ref":"r1"}],"custom_input_fields":["ingestion_ref"]}""";

        using HttpResponseMessage first = await client.PostTriggerAsync(body);
        using HttpResponseMessage second = await client.PostTriggerAsync(body);

        Assert.Equal(["r1"], client.Simulator.Billing().PaidTwice);
        Assert.Equal(2, client.Simulator.Billing("r1").TriggersAccepted);
    }

    [Fact]
    public async Task Scrape_ThatEndsInTime_GivesLines()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync(new SimulatorOptions { Duration = TimeSpan.Zero });
        using var body = new StringContent($$"""[{"url":"{{SimulatorClient.Page}}","num_of_posts":2}]""");

        using HttpResponseMessage response = await client.Http.PostAsync(SimulatorClient.At($"/datasets/v3/scrape{Dataset}"), body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, (await response.Content.ReadAsStringAsync()).TrimEnd().Split('\n').Length);
    }

    [Fact]
    public async Task Scrape_ThatTakesLonger_Is202WithTheSnapshotId()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync(new SimulatorOptions { SyncWait = TimeSpan.Zero });
        using var body = new StringContent(Good, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

        using HttpResponseMessage response = await client.Http.PostAsync(SimulatorClient.At($"/datasets/v3/scrape{Dataset}"), body);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(10), response.Headers.RetryAfter?.Delta);
        Assert.StartsWith("{\"snapshot_id\":\"sd_", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
