using System.Text.Json;
using Ingestion.Core.Errors;
using Ingestion.Core.Platforms;
using Ingestion.Core.Platforms.AppleMusic;
using Ingestion.Core.Platforms.Fetch;
using Xunit;

namespace Ingestion.Tests.Platforms.AppleMusic;

/// <summary>Every error of reference/provider-apis.md 2.8.</summary>
[Trait("Category", "Unit")]
public sealed class AppleMusicErrorsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(400, ErrorCodes.PlatformRequestInvalid)]
    [InlineData(401, ErrorCodes.PlatformAppRefused)]
    [InlineData(403, ErrorCodes.PlatformPermissionMissing)]
    [InlineData(404, ErrorCodes.PlatformAccountNotFound)]
    [InlineData(410, ErrorCodes.PlatformEndpointRetired)]
    [InlineData(429, ErrorCodes.PlatformRateLimited)]
    [InlineData(500, ErrorCodes.PlatformUnavailable)]
    [InlineData(200, ErrorCodes.PlatformAccountNotFound)]
    public void Of_AStatus_IsItsClassAndHasItsCode(int status, string errorCode)
    {
        string said = status == 200 ? "404" : $"{status}";
        FetchFault fault = AppleMusicErrors.Of(
            Answer(status, $$"""{"errors":[{"id":"1","title":"secret words","detail":"words","status":"{{said}}","code":"{{said}}00"}]}"""), Now)!;

        Assert.Equal((errorCode, $"apple_music artists: {said}00", $"{said}00"), (fault.ErrorCode, fault.Reason, fault.Code));
    }

    [Theory]
    [InlineData(401, null, ErrorCodes.PlatformAppRefused)]
    [InlineData(429, """{"errors":"odd"}""", ErrorCodes.PlatformRateLimited)]
    [InlineData(200, "[]", ErrorCodes.PlatformUnavailable)]
    [InlineData(200, """{"errors":[{}]}""", ErrorCodes.PlatformUnavailable)]
    [InlineData(302, "{}", ErrorCodes.PlatformUnavailable)]
    [InlineData(null, null, ErrorCodes.PlatformUnavailable)]
    public void Of_AnotherShape_IsItsClass(int? status, string? body, string errorCode) =>
        Assert.Equal(errorCode, AppleMusicErrors.Of(Answer(status, body), Now)!.ErrorCode);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"data":[],"errors":[{"status":"404","code":"40400"}]}""")]
    public void Of_AGoodAnswer_AlsoWithPartsMissing_IsNone(string body) => Assert.Null(AppleMusicErrors.Of(Answer(200, body), Now));

    private static PlatformAnswer Answer(int? status, string? body) => new(
        "apple_music artists", status, body is null ? null : JsonDocument.Parse(body).RootElement, retryAfter: null);
}
