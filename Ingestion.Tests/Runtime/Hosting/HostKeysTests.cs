using System.Net;
using Xunit;

namespace Ingestion.Tests.Runtime.Hosting;

[Trait("Category", "Postgres")]
public sealed class HostKeysTests : IAsyncLifetime
{
    private const string Keys = """
        {
          "masterKey": { "name": "master", "value": "m-key" },
          "functionKeys": [ { "name": "default", "value": "f-key" }, { "name": "other", "value": "g-key" } ],
          "systemKeys": [ { "name": "durabletask_extension", "value": "s key" } ]
        }
        """;

    private readonly string _file = Path.GetTempFileName();
    private TestHost _host = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(_file, Keys);
        _host = await TestHost.StartAsync(new TestHostSetup
        {
            Functions = [typeof(SampleKeyFunctions), typeof(SampleOrchestrations)],
            Settings = new Dictionary<string, string?> { ["FunctionsRuntime:KeysFile"] = _file },
        });
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        File.Delete(_file);
    }

    [Theory]
    [InlineData("/open", null, 200)]
    [InlineData("/keyed", null, 401)]
    [InlineData("/keyed", "wrong", 401)]
    [InlineData("/keyed", "s key", 401)]
    [InlineData("/keyed", "f-key", 200)]
    [InlineData("/keyed", "g-key", 200)]
    [InlineData("/keyed", "m-key", 200)]
    [InlineData("/keyed?code=f-key", null, 200)]
    [InlineData("/keyed?code=f-key", "wrong", 401)]
    [InlineData("/keyed?code=wrong", "f-key", 200)]
    [InlineData("/master", "f-key", 401)]
    [InlineData("/master", "m-key", 200)]
    [InlineData("/runtime/webhooks/durabletask/instances", null, 401)]
    [InlineData("/runtime/webhooks/durabletask/instances", "wrong", 401)]
    [InlineData("/runtime/webhooks/durabletask/instances", "f-key", 403)]
    [InlineData("/runtime/webhooks/durabletask/instances", "s key", 200)]
    [InlineData("/runtime/webhooks/durabletask/instances", "m-key", 200)]
    public async Task Route_WithAKey_OpensByItsLevel(string path, string? key, int expected)
    {
        HttpResponseMessage response = await _host.SendAsync(HttpMethod.Get, path, key: key);

        Assert.Equal((HttpStatusCode)expected, response.StatusCode);
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("f-key", 403)]
    [InlineData("m-key", 404)]
    public async Task Admin_WithAKey_OpensForTheMasterOnly(string? key, int expected)
    {
        HttpResponseMessage response = await _host.SendAsync(HttpMethod.Post, "/admin/functions/none", key: key);

        Assert.Equal((HttpStatusCode)expected, response.StatusCode);
    }

    [Fact]
    public async Task ManagementUrls_WhenKeysAreOn_CarryTheSystemKey()
    {
        HttpResponseMessage started = await _host.SendAsync(
            HttpMethod.Post, "/runtime/webhooks/durabletask/orchestrators/WaitsForGo", key: "m-key");

        Assert.EndsWith("?code=s%20key", started.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, (await _host.Client.GetAsync(started.Headers.Location)).StatusCode);
    }
}
