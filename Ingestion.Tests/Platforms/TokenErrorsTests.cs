using System.Net;
using System.Text;
using Ingestion.Core.Accounts;
using Ingestion.Core.Limits;
using Ingestion.Core.Platforms;
using Ingestion.Core.Platforms.Fetch;
using Ingestion.Core.Platforms.Instagram;
using Ingestion.Core.Platforms.LinkedIn;
using Ingestion.Core.Platforms.TikTok;
using Ingestion.Core.Platforms.X;
using Ingestion.Core.Platforms.YouTube;
using Ingestion.Core.Registration;
using Ingestion.Tests.Registration;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Platforms;

/// <summary>Every error of the token endpoints in reference/provider-apis.md part 2: a refresh with it is refused for a reason.</summary>
[Trait("Category", "Unit")]
public sealed class TokenErrorsTests
{
    [Theory]
    [InlineData("tiktok", 400, "invalid_grant", nameof(PlatformFault.Refused))]
    [InlineData("tiktok", 400, "invalid_request", nameof(PlatformFault.AppRefused))]
    [InlineData("tiktok", 401, "invalid_client", nameof(PlatformFault.AppRefused))]
    [InlineData("tiktok", 400, "invalid_scope", nameof(PlatformFault.AppRefused))]
    [InlineData("tiktok", 400, "unsupported_grant_type", nameof(PlatformFault.AppRefused))]
    [InlineData("tiktok", 429, "rate_limit_exceeded", nameof(PlatformFault.RateLimited))]
    [InlineData("tiktok", 200, "invalid_grant", nameof(PlatformFault.Refused))]
    [InlineData("x", 400, "invalid_grant", nameof(PlatformFault.Refused))]
    [InlineData("x", 401, "unauthorized_client", nameof(PlatformFault.AppRefused))]
    [InlineData("youtube", 400, "invalid_grant", nameof(PlatformFault.Refused))]
    [InlineData("youtube", 401, "invalid_client", nameof(PlatformFault.AppRefused))]
    [InlineData("linkedin", 400, "invalid_grant", nameof(PlatformFault.Refused))]
    [InlineData("linkedin", 401, "invalid_client", nameof(PlatformFault.AppRefused))]
    public async Task Renew_ACodeOfTheStandard_IsItsClassWithoutThePlatformsWords(string platform, int status, string code, string fault)
    {
        string body = $$"""{"error":"{{code}}","error_description":"secret words","log_id":"2026"}""";

        PlatformFailure failure = await RenewAsync(platform, status, body);

        Assert.Equal((fault, $"{platform} token refresh: {code}"), (failure.Fault.ToString(), failure.Reason));
    }

    [Theory]
    [InlineData(190, 463, nameof(PlatformFault.Refused))]
    [InlineData(190, 460, nameof(PlatformFault.Refused))]
    [InlineData(102, 0, nameof(PlatformFault.Refused))]
    [InlineData(4, 0, nameof(PlatformFault.RateLimited))]
    [InlineData(613, 0, nameof(PlatformFault.RateLimited))]
    [InlineData(1, 0, nameof(PlatformFault.Unavailable))]
    [InlineData(2, 0, nameof(PlatformFault.Unavailable))]
    [InlineData(10, 0, nameof(PlatformFault.AppRefused))]
    public async Task Renew_ACodeOfMeta_IsItsClassWithoutThePlatformsWords(int code, int subcode, string fault)
    {
        string body = $$$"""{"error":{"message":"secret words","type":"OAuthException","code":{{{code}}},"error_subcode":{{{subcode}}}}}""";

        PlatformFailure failure = await RenewAsync("instagram", 400, body);

        Assert.Equal((fault, $"instagram token refresh: code {code}, subcode {subcode}"), (failure.Fault.ToString(), failure.Reason));
    }

    [Theory]
    [InlineData("tiktok")]
    [InlineData("x")]
    [InlineData("youtube")]
    [InlineData("linkedin")]
    [InlineData("instagram")]
    public async Task Renew_AnswersThatSayNothing_MayPass(string platform)
    {
        foreach ((int status, string body) in new[] { (503, "{}"), (500, "<html>"), (200, "<html>"), (200, "{}") })
        {
            Assert.Equal(PlatformFault.Unavailable, (await RenewAsync(platform, status, body)).Fault);
        }

        Assert.Equal(PlatformFault.RateLimited, (await RenewAsync(platform, 429, "{}")).Fault);
        Assert.Equal(PlatformFault.AppRefused, (await RenewAsync(platform, 401, "{}")).Fault);
    }

    private static async Task<PlatformFailure> RenewAsync(string platform, int status, string body)
    {
        AccountTokens tokens = new() { AccessToken = "a", RefreshToken = "r", IssuedAt = DateTimeOffset.UnixEpoch };
        return (await OAuth(platform, Http(status, body)).RenewAsync(tokens, default)).Failure!;
    }

    private static IPlatformOAuth OAuth(string platform, PlatformHttp http)
    {
        TimeProvider clock = TimeProvider.System;
        IdentityCalls identities = new(new PlatformCalls(http, new NoLimits(), clock), new PlatformConnectors([]));
        return platform switch
        {
            "tiktok" => new CodeFlowOAuth(http, identities, clock, TikTokOAuth.Endpoints, new TikTokOptions { ClientId = "i", ClientSecret = "s" }),
            "x" => new CodeFlowOAuth(http, identities, clock, XOAuth.Endpoints, new XOptions { ClientId = "i", ClientSecret = "s" }),
            "youtube" => new CodeFlowOAuth(http, identities, clock, YouTubeOAuth.Endpoints, new YouTubeOptions { ClientId = "i", ClientSecret = "s" }),
            "linkedin" => new CodeFlowOAuth(
                http, identities, clock, LinkedInOAuth.Endpoints("202607"), new LinkedInOptions { ClientId = "i", ClientSecret = "s" }),
            _ => new InstagramOAuth(http, identities, clock, Options.Create(new InstagramOptions { ClientId = "i", ClientSecret = "s" })),
        };
    }

    private static PlatformHttp Http(int status, string body) => new(new OneAnswer(status, body), IngestionSettings.Read(TestConfiguration.With()));

    /// <summary>A renewal is under no limit.</summary>
    private sealed class NoLimits : IPlatformLimits
    {
        public Task<LimitDecision> AskAsync(LimitedCall call, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task ReportAsync(LimitedCall call, LimitReport report, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    /// <summary>Answers every call alike.</summary>
    private sealed class OneAnswer(int status, string body) : HttpMessageHandler, IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") });
    }
}
