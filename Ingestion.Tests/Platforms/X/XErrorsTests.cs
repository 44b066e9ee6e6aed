using System.Text.Json;
using Ingestion.Core.Errors;
using Ingestion.Core.Platforms;
using Ingestion.Core.Platforms.Fetch;
using Ingestion.Core.Platforms.X;
using Xunit;

namespace Ingestion.Tests.Platforms.X;

/// <summary>Every error of reference/provider-apis.md 2.5.</summary>
[Trait("Category", "Unit")]
public sealed class XErrorsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(400, "invalid-request", ErrorCodes.PlatformRequestInvalid)]
    [InlineData(404, "resource-not-found", ErrorCodes.PlatformAccountNotFound)]
    [InlineData(403, "not-authorized-for-resource", ErrorCodes.PlatformPermissionMissing)]
    [InlineData(403, "not-authorized-for-field", ErrorCodes.PlatformPermissionMissing)]
    [InlineData(403, "client-forbidden", ErrorCodes.PlatformAppRefused)]
    [InlineData(429, "usage-capped", ErrorCodes.PlatformRateLimited)]
    [InlineData(429, "rate-limit-exceeded", ErrorCodes.PlatformRateLimited)]
    [InlineData(402, "credits", ErrorCodes.PlatformAppRefused)]
    public void Of_AProblem_IsItsClass(int status, string type, string errorCode)
    {
        FetchFault fault = XErrors.Of(
            Answer(status, $$"""{"title":"T","detail":"secret words","type":"https://api.x.com/2/problems/{{type}}"}"""), Now)!;

        Assert.Equal((errorCode, $"x users/tweets: {type}", type), (fault.ErrorCode, fault.Reason, fault.Code));
    }

    [Theory]
    [InlineData(401, ErrorCodes.ReauthorizationRequired)]
    [InlineData(402, ErrorCodes.PlatformAppRefused)]
    [InlineData(403, ErrorCodes.PlatformPermissionMissing)]
    [InlineData(404, ErrorCodes.PlatformAccountNotFound)]
    [InlineData(410, ErrorCodes.PlatformEndpointRetired)]
    [InlineData(400, ErrorCodes.PlatformRequestInvalid)]
    [InlineData(429, ErrorCodes.PlatformRateLimited)]
    [InlineData(503, ErrorCodes.PlatformUnavailable)]
    public void Of_AboutBlank_IsTheClassOfItsStatus(int status, string errorCode) => Assert.Equal(
        errorCode, XErrors.Of(Answer(status, """{"title":"T","detail":"secret words","type":"about:blank"}"""), Now)!.ErrorCode);

    [Theory]
    [InlineData(429, """{"errors":[{"code":88,"message":"Rate limit exceeded"}]}""", ErrorCodes.PlatformRateLimited)]
    [InlineData(200, """{"errors":[{"resource_id":"1","type":"https://api.x.com/2/problems/resource-not-found"}]}""", ErrorCodes.PlatformAccountNotFound)]
    [InlineData(200, """{"errors":[{"title":"T"}]}""", ErrorCodes.PlatformUnavailable)]
    [InlineData(401, "[]", ErrorCodes.ReauthorizationRequired)]
    [InlineData(200, "[]", ErrorCodes.PlatformUnavailable)]
    [InlineData(302, "{}", ErrorCodes.PlatformUnavailable)]
    [InlineData(null, null, ErrorCodes.PlatformUnavailable)]
    public void Of_AnotherShape_IsItsClass(int? status, string? body, string errorCode) =>
        Assert.Equal(errorCode, XErrors.Of(Answer(status, body), Now)!.ErrorCode);

    [Theory]
    [InlineData("""{"meta":{"result_count":0}}""")]
    [InlineData("""{"data":[{"id":"1"}],"errors":[{"resource_id":"2","type":"https://api.x.com/2/problems/resource-not-found"}]}""")]
    public void Of_AGoodAnswer_IsNoneEvenWithErrorsBesideData(string body) => Assert.Null(XErrors.Of(Answer(200, body), Now));

    [Theory]
    [InlineData("rate-limit-exceeded", "1795255500", 1795255500L)]
    [InlineData("rate-limit-exceeded", "1", null)]
    [InlineData("rate-limit-exceeded", "soon", null)]
    [InlineData("usage-capped", "1795255500", null)]
    public void Of_ALimit_OpensWhenTheHeaderSays(string type, string reset, long? until)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase) { ["X-Rate-Limit-Reset"] = reset };
        PlatformAnswer answer = Answer(429, $$"""{"type":"https://api.x.com/2/problems/{{type}}"}""", headers);

        Assert.Equal(until, XErrors.Of(answer, Now)!.Until?.ToUnixTimeSeconds());
    }

    private static PlatformAnswer Answer(int? status, string? body, Dictionary<string, string>? headers = null) => new(
        "x users/tweets", status, body is null ? null : JsonDocument.Parse(body).RootElement, retryAfter: null, headers);
}
