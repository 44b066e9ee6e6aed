using System.Text.Json;
using Ingestion.Core.Errors;
using Ingestion.Core.Platforms;
using Ingestion.Core.Platforms.Fetch;
using Ingestion.Core.Platforms.LinkedIn;
using Xunit;

namespace Ingestion.Tests.Platforms.LinkedIn;

/// <summary>Every error of reference/provider-apis.md 2.6.</summary>
[Trait("Category", "Unit")]
public sealed class LinkedInErrorsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(400, "VERSION_MISSING", ErrorCodes.PlatformRequestInvalid)]
    [InlineData(401, "EXPIRED_ACCESS_TOKEN", ErrorCodes.ReauthorizationRequired)]
    [InlineData(401, "REVOKED_ACCESS_TOKEN", ErrorCodes.ReauthorizationRequired)]
    [InlineData(403, "ACCESS_DENIED", ErrorCodes.PlatformPermissionMissing)]
    [InlineData(404, "NOT_FOUND", ErrorCodes.PlatformAccountNotFound)]
    [InlineData(410, "GONE", ErrorCodes.PlatformEndpointRetired)]
    [InlineData(429, "TOO_MANY_REQUESTS", ErrorCodes.PlatformRateLimited)]
    [InlineData(500, "INTERNAL_SERVER_ERROR", ErrorCodes.PlatformUnavailable)]
    [InlineData(503, "SERVICE_UNAVAILABLE", ErrorCodes.PlatformUnavailable)]
    public void Of_ACode_IsItsClassWithoutThePlatformsWords(int status, string code, string errorCode)
    {
        FetchFault fault = LinkedInErrors.Of(Answer(status, Body(status, code, "secret words")), Now)!;

        Assert.Equal((errorCode, $"linkedin posts: {code}", code), (fault.ErrorCode, fault.Reason, fault.Code));
    }

    [Fact]
    public void Of_AParameterThatIsWrittenWrongly_IsOurFault() => Assert.Equal(
        FetchFaultKind.Invalid,
        LinkedInErrors.Of(Answer(403, Body(403, "ACCESS_DENIED", "Unpermitted fields present in PARAMETER: [/shares]")), Now)!.Kind);

    [Fact]
    public void Of_AVersionThatHasEnded_NamesTheSetting()
    {
        FetchFault fault = LinkedInErrors.Of(Answer(426, Body(426, "NONEXISTENT_VERSION", "words")), Now)!;

        Assert.Equal(ErrorCodes.PlatformEndpointRetired, fault.ErrorCode);
        Assert.Contains("LinkedIn__ApiVersion", fault.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Resource level throttle APPLICATION DAY limit for calls to this resource is reached.", LinkedInErrors.ApplicationCeiling)]
    [InlineData("Resource level throttle MEMBER DAY limit for calls to this resource is reached.", LinkedInErrors.MemberCeiling)]
    [InlineData("Slow down", "TOO_MANY_REQUESTS")]
    public void Of_ACeiling_OpensAtMidnightAndTellsWhoseItIs(string message, string code)
    {
        FetchFault fault = LinkedInErrors.Of(Answer(429, Body(429, "TOO_MANY_REQUESTS", message)), Now)!;

        Assert.Equal((code, new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero)), (fault.Code, fault.Until));
    }

    [Theory]
    [InlineData(403, """{"status":403,"serviceErrorCode":100}""", "linkedin posts: 100")]
    [InlineData(401, "[]", "linkedin posts: HTTP 401")]
    [InlineData(200, "[]", "linkedin posts: HTTP 200")]
    [InlineData(302, "{}", "linkedin posts: HTTP 302")]
    [InlineData(null, null, "linkedin posts: HTTP without an answer")]
    public void Of_AnotherShape_IsNamed(int? status, string? body, string reason) =>
        Assert.Equal(reason, LinkedInErrors.Of(Answer(status, body), Now)!.Reason);

    [Fact]
    public void Of_AGoodAnswer_IsNone() => Assert.Null(LinkedInErrors.Of(Answer(200, "{}"), Now));

    private static string Body(int status, string code, string message) =>
        JsonSerializer.Serialize(new { status, serviceErrorCode = 100, code, message });

    private static PlatformAnswer Answer(int? status, string? body) => new(
        "linkedin posts", status, body is null ? null : JsonDocument.Parse(body).RootElement, retryAfter: null);
}
