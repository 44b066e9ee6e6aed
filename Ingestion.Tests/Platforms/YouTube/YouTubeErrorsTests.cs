using System.Text.Json;
using Ingestion.Core.Errors;
using Ingestion.Core.Platforms;
using Ingestion.Core.Platforms.Fetch;
using Ingestion.Core.Platforms.YouTube;
using Xunit;

namespace Ingestion.Tests.Platforms.YouTube;

/// <summary>Every error of reference/provider-apis.md 2.4.</summary>
[Trait("Category", "Unit")]
public sealed class YouTubeErrorsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(403, "quotaExceeded", ErrorCodes.PlatformRateLimited)]
    [InlineData(403, "dailyLimitExceeded", ErrorCodes.PlatformRateLimited)]
    [InlineData(403, "rateLimitExceeded", ErrorCodes.PlatformRateLimited)]
    [InlineData(403, "userRateLimitExceeded", ErrorCodes.PlatformRateLimited)]
    [InlineData(403, "forbidden", ErrorCodes.PlatformPermissionMissing)]
    [InlineData(403, "insufficientPermissions", ErrorCodes.PlatformPermissionMissing)]
    [InlineData(401, "authError", ErrorCodes.ReauthorizationRequired)]
    [InlineData(404, "channelNotFound", ErrorCodes.PlatformAccountNotFound)]
    [InlineData(404, "playlistNotFound", ErrorCodes.PlatformAccountNotFound)]
    [InlineData(404, "videoNotFound", ErrorCodes.PlatformAccountNotFound)]
    [InlineData(410, "gone", ErrorCodes.PlatformEndpointRetired)]
    [InlineData(400, "invalidPageToken", ErrorCodes.PlatformRequestInvalid)]
    [InlineData(500, "backendError", ErrorCodes.PlatformUnavailable)]
    [InlineData(503, "backendError", ErrorCodes.PlatformUnavailable)]
    public void Of_AReason_IsItsClass(int status, string reason, string errorCode)
    {
        FetchFault fault = YouTubeErrors.Of(
            Answer(status, $$$"""{"error":{"code":{{{status}}},"message":"secret words","errors":[{"domain":"x","reason":"{{{reason}}}"}]}}"""), Now)!;

        Assert.Equal((errorCode, $"youtube videos.list: {reason}", reason), (fault.ErrorCode, fault.Reason, fault.Code));
    }

    [Theory]
    [InlineData(429, """{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","details":[{}]}}""", ErrorCodes.PlatformRateLimited)]
    [InlineData(403, """{"error":{"code":403,"status":"RESOURCE_EXHAUSTED"}}""", ErrorCodes.PlatformRateLimited)]
    [InlineData(403, """{"error":{"code":403,"status":"PERMISSION_DENIED"}}""", ErrorCodes.PlatformPermissionMissing)]
    [InlineData(429, """{"error":"odd"}""", ErrorCodes.PlatformRateLimited)]
    [InlineData(401, "[]", ErrorCodes.ReauthorizationRequired)]
    [InlineData(302, "{}", ErrorCodes.PlatformUnavailable)]
    [InlineData(200, "[]", ErrorCodes.PlatformUnavailable)]
    [InlineData(null, null, ErrorCodes.PlatformUnavailable)]
    public void Of_AnotherShape_IsItsClass(int? status, string? body, string errorCode) =>
        Assert.Equal(errorCode, YouTubeErrors.Of(Answer(status, body), Now)!.ErrorCode);

    [Fact]
    public void Of_AGoodAnswer_IsNone() => Assert.Null(YouTubeErrors.Of(Answer(200, "{}"), Now));

    [Fact]
    public void Of_ALimitWithATime_TellsWhenItOpens()
    {
        PlatformAnswer answer = new("youtube videos.list", 429, body: null, TimeSpan.FromSeconds(30));

        Assert.Equal(Now.AddSeconds(30), YouTubeErrors.Of(answer, Now)!.Until);
    }

    private static PlatformAnswer Answer(int? status, string? body) => new(
        "youtube videos.list", status, body is null ? null : JsonDocument.Parse(body).RootElement, retryAfter: null);
}
