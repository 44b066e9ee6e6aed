using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Ingestion.Tests.EndToEnd;

/// <summary>A body counts only when its sender says that it is JSON: a web page can send any other type without asking.</summary>
[Trait("Category", "EndToEnd")]
public sealed class MediaTypeTests(RequestService shared) : IClassFixture<RequestService>
{
    [Theory]
    [InlineData("application/json", 400)]
    [InlineData("application/json; charset=utf-8", 400)]
    [InlineData("application/merge-patch+json", 400)]
    [InlineData("application/json; charset=utf-16", 415)]
    [InlineData("text/plain", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData(null, 415)]
    public async Task Trigger_ByContentType_IsReadOnlyAsJson(string? type, int expected)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri("/api/v1/crawl/trigger", UriKind.Relative));
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes("{}"));
        request.Content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);

        using HttpResponseMessage response = await shared.Service.Http.SendAsync(request);

        (int, JsonElement) answer = ((int)response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync()));
        answer.AssertError(expected, expected == 415 ? "UNSUPPORTED_MEDIA_TYPE" : "VALIDATION_FAILED");
    }
}
