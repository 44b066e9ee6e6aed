using System.Globalization;
using System.Net;
using System.Text.Json;
using Ingestion.Tests.Fixtures;
using Xunit;

namespace Ingestion.Tests.Runtime.Hosting;

[Trait("Category", "Postgres")]
public sealed class DurableHttpApiTests : IAsyncLifetime
{
    private const string Base = "/runtime/webhooks/durabletask";
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(typeof(SampleOrchestrations));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Start_OfAnOrchestrator_AnswersWithItsUrls()
    {
        HttpResponseMessage response = await PostAsync("/orchestrators/waitsforgo/my-id");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("10", response.Headers.GetValues("Retry-After").Single());
        Assert.Equal($"{_host.Client.BaseAddress}runtime/webhooks/durabletask/instances/my-id", response.Headers.Location?.OriginalString);
        Assert.Equal(
            ["id", "statusQueryGetUri", "sendEventPostUri", "terminatePostUri", "purgeHistoryDeleteUri", "restartPostUri", "suspendPostUri", "resumePostUri"],
            (await JsonAsync(response)).EnumerateObject().Select(one => one.Name));
    }

    [Theory]
    [InlineData("/orchestrators/nobody", "{}", 400)]
    [InlineData("/orchestrators/Greet", "{not json", 400)]
    [InlineData("/orchestrators/Greet/@bad", "\"x\"", 400)]
    [InlineData("/orchestrators/Greet/half", "\"\\ud800\"", 400)]
    [InlineData("/orchestrators/Greet/nul?x=%00", "\"x\"", 400)]
    public async Task Start_ThatCannotBe_IsRefusedWithAMessage(string path, string body, int status)
    {
        HttpResponseMessage response = await PostAsync(path, body);

        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        Assert.NotEmpty((await JsonAsync(response)).GetProperty("Message").GetString()!);
    }

    [Theory]
    [InlineData("?top=2147483647", HttpStatusCode.OK)]
    [InlineData("?instanceIdPrefix=a%00b", HttpStatusCode.BadRequest)]
    public async Task List_OddQuery_IsNoServerError(string query, HttpStatusCode status)
    {
        using HttpResponseMessage response = await _host.GetAsync($"{Base}/instances{query}");

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Start_OfARunningId_IsAConflict()
    {
        await PostAsync("/orchestrators/WaitsForGo/twice");

        HttpResponseMessage response = await PostAsync("/orchestrators/WaitsForGo/twice");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal(
            "An Orchestration instance with the ID twice already exists.", (await JsonAsync(response)).GetProperty("Message").GetString());
    }

    [Fact]
    public async Task Start_WithATimeout_AnswersWithTheOutput()
    {
        HttpResponseMessage response = await PostAsync("/orchestrators/Greet?timeout=170&pollingInterval=1", "\"you\"");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("\"Hello you Hello you SayHello True\"", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Status_OfARunningInstance_Is202WithLocation()
    {
        await PostAsync("/orchestrators/WaitsForGo/r1");

        HttpResponseMessage response = await _host.GetAsync($"{Base}/instances/r1");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal($"{_host.Client.BaseAddress}runtime/webhooks/durabletask/instances/r1", response.Headers.Location?.OriginalString);
        Assert.Equal("5", response.Headers.GetValues("Retry-After").Single());
    }

    [Fact]
    public async Task Status_OfAFinishedInstance_HasTheOfficialKeysAndValues()
    {
        await PostAsync("/orchestrators/Greet/done?timeout=170&pollingInterval=1", "\"you\"");

        HttpResponseMessage response = await _host.GetAsync($"{Base}/instances/done");
        JsonElement status = await JsonAsync(response);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            ["name", "instanceId", "runtimeStatus", "input", "customStatus", "output", "createdTime", "lastUpdatedTime"],
            status.EnumerateObject().Select(one => one.Name));
        Assert.Equal("you", status.GetProperty("input").GetString());
        Assert.Equal("greeting", status.GetProperty("customStatus").GetProperty("Stage").GetString());
        Assert.True(DateTime.TryParseExact(
            status.GetProperty("createdTime").GetString(), "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
    }

    [Fact]
    public async Task Status_WithHistoryAndWithoutInput_ShowsSo()
    {
        await PostAsync("/orchestrators/Greet/hist?timeout=170&pollingInterval=1", "\"you\"");

        JsonElement status = await JsonAsync(await _host.GetAsync($"{Base}/instances/hist?showHistory=true&showInput=false"));

        Assert.Equal(JsonValueKind.Null, status.GetProperty("input").ValueKind);
        Assert.NotEmpty(status.GetProperty("historyEvents").EnumerateArray());
    }

    [Theory]
    [InlineData("", 200)]
    [InlineData("?returnInternalServerErrorOnFailure=true", 500)]
    public async Task Status_OfAFailedInstance_NamesItsError(string query, int status)
    {
        await PostAsync("/orchestrators/Fails/bad?timeout=170&pollingInterval=1");

        HttpResponseMessage response = await _host.GetAsync($"{Base}/instances/bad{query}");

        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        Assert.Equal(
            "Microsoft.DurableTask.TaskFailedException: Task 'Breaks' (#0) failed with an unhandled exception: broken",
            (await JsonAsync(response)).GetProperty("output").GetString());
    }

    [Fact]
    public async Task Event_OnAWaitingInstance_LetsItFinish()
    {
        await PostAsync("/orchestrators/WaitsForGo/ev");

        HttpResponseMessage response = await PostAsync("/instances/ev/raiseEvent/go", "42");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(42, (await EndAsync("ev")).GetProperty("output").GetInt32());
        Assert.Equal(HttpStatusCode.Gone, (await PostAsync("/instances/ev/raiseEvent/go", "42")).StatusCode);
    }

    [Theory]
    [InlineData("{", "Invalid JSON content")]
    [InlineData(null, "Only application/json request content is supported")]
    public async Task Event_OfBadContent_IsRefused(string? body, string message)
    {
        await PostAsync("/orchestrators/WaitsForGo/ev2");

        HttpResponseMessage response = await PostAsync("/instances/ev2/raiseEvent/go", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal($$"""{"Message":"{{message}}"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Terminate_OfAnInstance_EndsItWithTheReason()
    {
        await PostAsync("/orchestrators/WaitsForGo/t");

        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("/instances/t/terminate?reason=enough")).StatusCode);

        JsonElement status = await EndAsync("t");
        Assert.Equal("Terminated", status.GetProperty("runtimeStatus").GetString());
        Assert.Equal("enough", status.GetProperty("output").GetString());
        Assert.Equal(HttpStatusCode.Gone, (await PostAsync("/instances/t/terminate")).StatusCode);
    }

    [Fact]
    public async Task Suspend_ThenResume_HoldsAndReleases()
    {
        await PostAsync("/orchestrators/WaitsForGo/s");
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("/instances/s/suspend?reason=hold")).StatusCode);
        await Eventually.TrueAsync(async () => await StatusAsync("s") == "Suspended");

        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("/instances/s/resume")).StatusCode);

        await Eventually.TrueAsync(async () => await StatusAsync("s") == "Running");
    }

    [Fact]
    public async Task Restart_OfAFinishedInstance_StartsItAgain()
    {
        await PostAsync("/orchestrators/Greet/again?timeout=170&pollingInterval=1", "\"you\"");

        HttpResponseMessage response = await PostAsync("/instances/again/restart");

        string id = (await JsonAsync(response)).GetProperty("id").GetString()!;
        Assert.NotEqual("again", id);
        Assert.Equal("you", (await EndAsync(id)).GetProperty("input").GetString());
    }

    [Theory]
    [InlineData("GET", "/instances/nobody", 404)]
    [InlineData("DELETE", "/instances/nobody", 404)]
    [InlineData("POST", "/instances/nobody/terminate", 404)]
    [InlineData("POST", "/instances/nobody/suspend", 404)]
    [InlineData("POST", "/instances/nobody/resume", 404)]
    [InlineData("POST", "/instances/nobody/raiseEvent/go", 404)]
    [InlineData("POST", "/instances/nobody/restart", 400)]
    [InlineData("PUT", "/instances/nobody", 404)]
    [InlineData("DELETE", "/instances", 400)]
    [InlineData("DELETE", "/instances?createdTimeFrom=2001-01-01&createdTimeTo=2001-01-02", 404)]
    public async Task Request_ForNothing_IsRefused(string method, string path, int status) =>
        Assert.Equal((HttpStatusCode)status, (await _host.SendAsync(new HttpMethod(method), Base + path)).StatusCode);

    [Fact]
    public async Task Purge_OfInstances_DeletesTheFinishedOnly()
    {
        await PostAsync("/orchestrators/Greet/p1?timeout=170&pollingInterval=1", "\"you\"");
        await PostAsync("/orchestrators/Greet/p2?timeout=170&pollingInterval=1", "\"you\"");
        await PostAsync("/orchestrators/WaitsForGo/p3");

        HttpResponseMessage one = await _host.SendAsync(HttpMethod.Delete, $"{Base}/instances/p1");
        HttpResponseMessage rest = await _host.SendAsync(HttpMethod.Delete, $"{Base}/instances?createdTimeFrom=2001-01-01&runtimeStatus=Completed");

        Assert.Equal("""{"instancesDeleted":1}""", await one.Content.ReadAsStringAsync());
        Assert.Equal("""{"instancesDeleted":1}""", await rest.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await _host.SendAsync(HttpMethod.Delete, $"{Base}/instances/p3")).StatusCode);
    }

    [Fact]
    public async Task List_WithPagesAndFilters_GivesEachInstanceOnce()
    {
        foreach (int number in Enumerable.Range(0, 3))
        {
            await PostAsync($"/orchestrators/WaitsForGo/list-{number}");
        }

        await PostAsync("/orchestrators/Greet/other?timeout=170&pollingInterval=1", "\"you\"");
        HttpResponseMessage first = await _host.GetAsync($"{Base}/instances?instanceIdPrefix=list-&top=2&runtimeStatus=Running,Pending");
        string token = first.Headers.GetValues("x-ms-continuation-token").Single();
        using var next = new HttpRequestMessage(HttpMethod.Get, new Uri($"{Base}/instances?instanceIdPrefix=list-&top=2", UriKind.Relative));
        next.Headers.Add("x-ms-continuation-token", token);
        HttpResponseMessage second = await _host.Client.SendAsync(next);

        Assert.Equal(2, (await JsonAsync(first)).GetArrayLength());
        Assert.Equal(1, (await JsonAsync(second)).GetArrayLength());
        Assert.Empty(second.Headers.GetValues("x-ms-continuation-token").Single());
    }

    [Fact]
    public async Task ManagementPayload_InAnHttpFunction_HasTheAddressOfTheRequest()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/start/WaitsForGo", UriKind.Relative));
        request.Headers.Host = "localhost:8080";

        JsonElement payload = await JsonAsync(await _host.Client.SendAsync(request));

        string id = payload.GetProperty("id").GetString()!;
        string instance = $"http://localhost:8080{Base}/instances/{id}";
        Assert.Equal(instance, payload.GetProperty("statusQueryGetUri").GetString());
        Assert.Equal(instance + "/terminate?reason={text}", payload.GetProperty("terminatePostUri").GetString());
        Assert.Equal(instance + "/raiseEvent/{eventName}", payload.GetProperty("sendEventPostUri").GetString());
        Assert.Equal(JsonValueKind.Null, payload.GetProperty("restartPostUri").ValueKind);
    }

    private Task<HttpResponseMessage> PostAsync(string path, string? json = null) => _host.SendAsync(HttpMethod.Post, Base + path, json);

    private async Task<string?> StatusAsync(string id) =>
        (await JsonAsync(await _host.GetAsync($"{Base}/instances/{id}"))).GetProperty("runtimeStatus").GetString();

    private async Task<JsonElement> EndAsync(string id)
    {
        await Eventually.TrueAsync(async () => (await _host.GetAsync($"{Base}/instances/{id}")).StatusCode == HttpStatusCode.OK);
        return await JsonAsync(await _host.GetAsync($"{Base}/instances/{id}"));
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }
}
