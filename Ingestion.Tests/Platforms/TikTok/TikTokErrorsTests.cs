using System.Text.Json;
using Ingestion.Core.Errors;
using Ingestion.Core.Platforms;
using Ingestion.Core.Platforms.Fetch;
using Ingestion.Core.Platforms.TikTok;
using Xunit;

namespace Ingestion.Tests.Platforms.TikTok;

/// <summary>Every error of reference/provider-apis.md 2.3.</summary>
[Trait("Category", "Unit")]
public sealed class TikTokErrorsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(401, "access_token_invalid", ErrorCodes.ReauthorizationRequired)]
    [InlineData(401, "scope_not_authorized", ErrorCodes.PlatformPermissionMissing)]
    [InlineData(401, "scope_permission_missed", ErrorCodes.PlatformPermissionMissing)]
    [InlineData(400, "invalid_params", ErrorCodes.PlatformRequestInvalid)]
    [InlineData(429, "rate_limit_exceeded", ErrorCodes.PlatformRateLimited)]
    [InlineData(500, "internal_error", ErrorCodes.PlatformUnavailable)]
    [InlineData(200, "scope_not_authorized", ErrorCodes.PlatformPermissionMissing)]
    [InlineData(200, "something_new", ErrorCodes.PlatformUnavailable)]
    public void Of_ACode_IsItsClass(int status, string code, string errorCode)
    {
        FetchFault fault = TikTokErrors.Of(
            Answer(status, $$$"""{"data":{},"error":{"code":"{{{code}}}","message":"secret words","log_id":"2026"}}"""), Now)!;

        Assert.Equal((errorCode, $"tiktok video.list: {code}", code), (fault.ErrorCode, fault.Reason, fault.Code));
    }

    [Theory]
    [InlineData(429, "{}", ErrorCodes.PlatformRateLimited)]
    [InlineData(429, """{"error":"rate_limit_exceeded","error_description":"words","log_id":"2026"}""", ErrorCodes.PlatformRateLimited)]
    [InlineData(401, "[]", ErrorCodes.ReauthorizationRequired)]
    [InlineData(403, "{}", ErrorCodes.PlatformPermissionMissing)]
    [InlineData(404, "{}", ErrorCodes.PlatformAccountNotFound)]
    [InlineData(410, "{}", ErrorCodes.PlatformEndpointRetired)]
    [InlineData(400, """{"error":{"code":7}}""", ErrorCodes.PlatformRequestInvalid)]
    [InlineData(503, "{}", ErrorCodes.PlatformUnavailable)]
    [InlineData(200, "[]", ErrorCodes.PlatformUnavailable)]
    [InlineData(null, null, ErrorCodes.PlatformUnavailable)]
    public void Of_AnotherShape_IsItsClass(int? status, string? body, string errorCode) =>
        Assert.Equal(errorCode, TikTokErrors.Of(Answer(status, body), Now)!.ErrorCode);

    [Theory]
    [InlineData("""{"data":{},"error":{"code":"ok","message":"","log_id":"2026"}}""")]
    [InlineData("""{"data":{}}""")]
    public void Of_AGoodAnswer_IsNone(string body) => Assert.Null(TikTokErrors.Of(Answer(200, body), Now));

    [Fact]
    public void Of_ALimit_HasATimeOnlyWhenOneIsSaid()
    {
        PlatformAnswer said = new("tiktok video.list", 429, body: null, TimeSpan.FromSeconds(30));

        Assert.Equal(Now.AddSeconds(30), TikTokErrors.Of(said, Now)!.Until);
        Assert.Null(TikTokErrors.Of(Answer(429, "{}"), Now)!.Until);
    }

    private static PlatformAnswer Answer(int? status, string? body) => new(
        "tiktok video.list", status, body is null ? null : JsonDocument.Parse(body).RootElement, retryAfter: null);
}
