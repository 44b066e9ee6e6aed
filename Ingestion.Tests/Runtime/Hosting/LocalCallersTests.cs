using System.Net;
using System.Text;
using Xunit;

namespace Ingestion.Tests.Runtime.Hosting;

/// <summary>A host without keys obeys programs of this machine, and no web page.</summary>
[Trait("Category", "Postgres")]
public sealed class LocalCallersTests : IAsyncLifetime
{
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(new TestHostSetup
    {
        Functions = [typeof(SampleHttpFunctions), typeof(SampleOrchestrations)],
    });

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Theory]
    [InlineData("localhost", null, HttpStatusCode.OK)]
    [InlineData("127.0.0.1:7071", null, HttpStatusCode.OK)]
    [InlineData("[::1]", null, HttpStatusCode.OK)]
    [InlineData("localhost", "http://localhost:3000", HttpStatusCode.OK)]
    [InlineData("evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData("localhost", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("localhost", "null", HttpStatusCode.Forbidden)]
    public async Task Request_ByHostAndOrigin_IsServedToThisMachineOnly(string host, string? origin, HttpStatusCode expected)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri("/things/1", UriKind.Relative));
        request.Headers.Host = host;
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using HttpResponseMessage response = await _host.Client.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Start_InputOverOneMiB_Is413()
    {
        using StringContent large = new($"\"{new string('x', 1024 * 1024)}\"", Encoding.UTF8, "application/json");

        using HttpResponseMessage response = await _host.Client.PostAsync(
            new Uri("/runtime/webhooks/durabletask/orchestrators/Greet", UriKind.Relative), large);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }
}
