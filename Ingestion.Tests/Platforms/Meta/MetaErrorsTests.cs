using System.Text.Json;
using Ingestion.Core.Errors;
using Ingestion.Core.Platforms;
using Ingestion.Core.Platforms.Facebook;
using Ingestion.Core.Platforms.Fetch;
using Ingestion.Core.Platforms.Instagram;
using Ingestion.Core.Platforms.Meta;
using Xunit;

namespace Ingestion.Tests.Platforms.Meta;

/// <summary>Every error of reference/provider-apis.md, "Meta limits and errors", which Instagram and Facebook share.</summary>
[Trait("Category", "Unit")]
public sealed class MetaErrorsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(190, 458, ErrorCodes.ReauthorizationRequired)]
    [InlineData(190, 459, ErrorCodes.ReauthorizationRequired)]
    [InlineData(190, 460, ErrorCodes.ReauthorizationRequired)]
    [InlineData(190, 463, ErrorCodes.ReauthorizationRequired)]
    [InlineData(190, 467, ErrorCodes.ReauthorizationRequired)]
    [InlineData(190, 0, ErrorCodes.ReauthorizationRequired)]
    [InlineData(102, 0, ErrorCodes.ReauthorizationRequired)]
    [InlineData(4, 0, ErrorCodes.PlatformRateLimited)]
    [InlineData(17, 0, ErrorCodes.PlatformRateLimited)]
    [InlineData(32, 0, ErrorCodes.PlatformRateLimited)]
    [InlineData(613, 0, ErrorCodes.PlatformRateLimited)]
    [InlineData(341, 0, ErrorCodes.PlatformRateLimited)]
    [InlineData(80001, 0, ErrorCodes.PlatformRateLimited)]
    [InlineData(80002, 0, ErrorCodes.PlatformRateLimited)]
    [InlineData(368, 0, ErrorCodes.PlatformRateLimited)]
    [InlineData(10, 0, ErrorCodes.PlatformPermissionMissing)]
    [InlineData(3, 0, ErrorCodes.PlatformPermissionMissing)]
    [InlineData(200, 0, ErrorCodes.PlatformPermissionMissing)]
    [InlineData(299, 0, ErrorCodes.PlatformPermissionMissing)]
    [InlineData(100, 33, ErrorCodes.PlatformAccountNotFound)]
    [InlineData(100, 2108006, ErrorCodes.PlatformAccountNotFound)]
    [InlineData(1, 0, ErrorCodes.PlatformUnavailable)]
    [InlineData(2, 0, ErrorCodes.PlatformUnavailable)]
    [InlineData(12, 0, ErrorCodes.PlatformEndpointRetired)]
    [InlineData(2635, 0, ErrorCodes.PlatformEndpointRetired)]
    [InlineData(100, 0, ErrorCodes.PlatformRequestInvalid)]
    [InlineData(9999, 0, ErrorCodes.PlatformRequestInvalid)]
    public void Of_ACode_IsItsClassWhateverTheStatus(int code, int subcode, string errorCode)
    {
        foreach (int status in (int[])[200, 400, 401, 403, 404, 429, 500])
        {
            PlatformAnswer answer = Answer("instagram media", status, Error(code, subcode));
            FetchFault[] faults = [InstagramErrors.Of(answer, Now)!, FacebookErrors.Of(answer, Now)!];

            Assert.All(faults, fault => Assert.Equal(
                (errorCode, $"instagram media: code {code}, subcode {subcode}", $"{code}"), (fault.ErrorCode, fault.Reason, fault.Code)));
        }
    }

    [Theory]
    [InlineData("instagram insights")]
    [InlineData("instagram media.insights")]
    [InlineData("facebook page.insights")]
    public void Of_AMetricThatIsNotUnderstood_IsRetired(string operation) => Assert.Equal(
        FetchFaultKind.Retired, MetaErrors.Of(Answer(operation, 400, Error(100, 0)), Now)!.Kind);

    [Fact]
    public void Of_AnUnknownCodeThatPasses_IsTransient() => Assert.Equal(
        FetchFaultKind.Transient,
        MetaErrors.Of(Answer("instagram media", 500, """{"error":{"code":960,"is_transient":true}}"""), Now)!.Kind);

    [Fact]
    public void Of_NotFound_IsBelievedWhenItIsSaidAgain()
    {
        Assert.True(MetaErrors.Of(Answer("instagram media", 400, Error(100, 33)), Now)!.IsDoubtful);
        Assert.False(MetaErrors.Of(Answer("instagram media", 400, Error(100, 2108006)), Now)!.IsDoubtful);
    }

    [Theory]
    [InlineData("""{"17841":[{"type":"instagram","call_count":100,"total_cputime":1,"total_time":1,"estimated_time_to_regain_access":12}]}""", 12)]
    [InlineData("""{"1":[{"estimated_time_to_regain_access":3},{"estimated_time_to_regain_access":7}],"2":[]}""", 7)]
    [InlineData("""{"1":[{"type":"pages","estimated_time_to_regain_access":0}]}""", null)]
    [InlineData("""{"1":"odd","2":[1]}""", null)]
    [InlineData("odd", null)]
    public void Of_ALimit_OpensWhenTheHeaderSaysSo(string header, int? minutes)
    {
        PlatformAnswer answer = new(
            "instagram media",
            400,
            JsonElement.Parse(Error(80002, 0)),
            retryAfter: null,
            new Dictionary<string, string> { ["X-Business-Use-Case-Usage"] = header });

        Assert.Equal(minutes is { } wait ? Now.AddMinutes(wait) : null, MetaErrors.Of(answer, Now)!.Until);
    }

    [Theory]
    [InlineData(503, """{"message":"Service Unavailable"}""")]
    [InlineData(429, """{"error":"odd"}""")]
    [InlineData(400, "[]")]
    [InlineData(200, "[]")]
    [InlineData(null, null)]
    public void Of_AnotherShape_IsTransient(int? status, string? body) =>
        Assert.Equal(FetchFaultKind.Transient, MetaErrors.Of(Answer("instagram media", status, body), Now)!.Kind);

    [Fact]
    public void Of_AGoodAnswer_IsNone() => Assert.Null(MetaErrors.Of(Answer("instagram media", 200, """{"data":[]}"""), Now));

    private static string Error(int code, int subcode) => $$$"""
        {"error":{"message":"secret words","type":"OAuthException","code":{{{code}}},"error_subcode":{{{subcode}}},"fbtrace_id":"Axyz"}}
        """;

    private static PlatformAnswer Answer(string operation, int? status, string? body) =>
        new(operation, status, body is null ? null : JsonElement.Parse(body), retryAfter: null);
}
