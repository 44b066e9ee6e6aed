using System.Text.Json;
using Ingestion.Core.Errors;
using Ingestion.Core.Platforms;
using Ingestion.Core.Platforms.Fetch;
using Ingestion.Core.Platforms.Spotify;
using Xunit;

namespace Ingestion.Tests.Platforms.Spotify;

/// <summary>Every error of reference/provider-apis.md 2.7.</summary>
[Trait("Category", "Unit")]
public sealed class SpotifyErrorsTests
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
    [InlineData(503, ErrorCodes.PlatformUnavailable)]
    public void Of_AStatus_IsItsClassWithoutThePlatformsWords(int status, string errorCode)
    {
        FetchFault fault = SpotifyErrors.Of(Answer(status, $$$"""{"error":{"status":{{{status}}},"message":"secret words"}}"""), Now)!;

        Assert.Equal((errorCode, $"spotify artists: HTTP {status}"), (fault.ErrorCode, fault.Reason));
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_client","error_description":"words"}""", "spotify artists: invalid_client")]
    [InlineData(403, "[]", "spotify artists: HTTP 403")]
    [InlineData(200, "[]", "spotify artists: HTTP 200")]
    [InlineData(302, "{}", "spotify artists: HTTP 302")]
    [InlineData(null, null, "spotify artists: HTTP without an answer")]
    public void Of_AnotherShape_IsNamed(int? status, string? body, string reason) =>
        Assert.Equal(reason, SpotifyErrors.Of(Answer(status, body), Now)!.Reason);

    [Fact]
    public void Of_ARefusedToken_IsReplacedOnceBeforeItCounts() =>
        Assert.Equal(FetchFaultKind.ReauthorizationRequired, SpotifyErrors.Of(Answer(401, "{}"), Now)!.Kind);

    [Fact]
    public void Of_AGoodAnswer_IsNone() => Assert.Null(SpotifyErrors.Of(Answer(200, "{}"), Now));

    [Fact]
    public void Of_ALimitWithATime_TellsWhenItOpens()
    {
        PlatformAnswer answer = new("spotify artists", 429, body: null, TimeSpan.FromSeconds(7));

        Assert.Equal(Now.AddSeconds(7), SpotifyErrors.Of(answer, Now)!.Until);
    }

    private static PlatformAnswer Answer(int? status, string? body) => new(
        "spotify artists", status, body is null ? null : JsonDocument.Parse(body).RootElement, retryAfter: null);
}
