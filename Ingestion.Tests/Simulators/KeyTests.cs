using System.Net;
using Simulators.BrightData;
using Xunit;

namespace Ingestion.Tests.Simulators;

[Trait("Category", "Unit")]
public sealed class KeyTests
{
    [Theory]
    [InlineData(null, "Credentials are missing")]
    [InlineData("Bearer", "Auth method is not supported")]
    [InlineData("Bearer ", "Auth method is not supported")]
    [InlineData("Token abc", "Auth method is not supported")]
    [InlineData("Basic dTpw", "Basic auth is not allowed")]
    [InlineData("Bearer wrong", "Invalid credentials")]
    public async Task Call_WithoutTheKey_Is401InPlainText(string? header, string expected)
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync(new SimulatorOptions { ApiKey = "right" });
        using var request = new HttpRequestMessage(HttpMethod.Get, SimulatorClient.At("/datasets/v3/progress/sd_x"));
        client.Http.DefaultRequestHeaders.Authorization = null;
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", header);
        }

        using HttpResponseMessage response = await client.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
    }
}
