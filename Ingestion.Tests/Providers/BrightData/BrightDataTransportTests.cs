using System.Net;
using Ingestion.Core.Errors;
using Ingestion.Tests.Fixtures;
using Xunit;
using static Ingestion.Tests.Providers.BrightData.ProviderHandler;

namespace Ingestion.Tests.Providers.BrightData;

[Trait("Category", "Unit")]
public sealed class BrightDataTransportTests
{
    private const string Progress = "GET /datasets/v3/progress/sd_1";
    private const string Running = """{"status":"running"}""";

    [Fact]
    public async Task Get_TwoFailures_AreRetried()
    {
        using var host = new ProviderHost();
        host.Handler.OnSequence(
            Progress,
            () => Answer(HttpStatusCode.ServiceUnavailable),
            () => throw new HttpRequestException("reset"),
            () => Answer(HttpStatusCode.OK, Running));

        var progress = await host.Client.GetProgressAsync("sd_1", default);

        Assert.Equal("running", progress.ProviderStatus);
        Assert.Equal(3, host.Handler.Requests.Count);
    }

    [Fact]
    public async Task Get_ThreeFailures_AreTheLast()
    {
        using var host = new ProviderHost();
        host.Handler.On(Progress, HttpStatusCode.InternalServerError, "Internal server error");

        var failure = await Assert.ThrowsAsync<ProviderUnavailableException>(() => host.Client.GetProgressAsync("sd_1", default));

        Assert.Equal(3, host.Handler.Requests.Count);
        Assert.Equal("BRIGHTDATA_UNAVAILABLE: progress of snapshot sd_1 answered 500: Internal server error", failure.Message);
    }

    [Fact]
    public async Task Get_NoAnswerInTime_IsATimeout()
    {
        var clock = new ManualTimeProvider();
        using var host = new ProviderHost(clock, ("BrightData:CallTimeout", "00:00:30"), ("BrightData:MaxNumberOfAttempts", "2"));
        host.Handler.OnGate(Progress, new TaskCompletionSource().Task, () => Answer(HttpStatusCode.OK));

        var call = host.Client.GetProgressAsync("sd_1", default);
        await Eventually.TrueAsync(() => host.Handler.Requests.Count == 1);
        clock.Advance(TimeSpan.FromSeconds(30));
        await Eventually.TrueAsync(() =>
        {
            // The wait before the second attempt is one of milliseconds.
            clock.Advance(TimeSpan.FromMilliseconds(1));
            return host.Handler.Requests.Count == 2;
        });
        clock.Advance(TimeSpan.FromSeconds(30));

        var failure = await Assert.ThrowsAsync<ProviderUnavailableException>(() => call);
        Assert.Equal(ErrorCodes.BrightDataTimeout, failure.ErrorCode);
    }

    [Fact]
    public async Task Circuit_ManyFailures_StopsCalls()
    {
        using var host = new ProviderHost(
            new ManualTimeProvider(), ("BrightData:CircuitMinimumThroughput", "4"), ("BrightData:MaxNumberOfAttempts", "1"));
        host.Handler.On(Progress, HttpStatusCode.BadGateway);

        for (var call = 0; call < 10; call++)
        {
            await Assert.ThrowsAsync<ProviderUnavailableException>(() => host.Client.GetProgressAsync("sd_1", default));
        }

        Assert.Equal(4, host.Handler.Requests.Count);
    }

    [Fact]
    public async Task Key_RefusedAndReplaced_IsReadAgainOnce()
    {
        using var host = new ProviderHost();
        host.Handler.On(Progress, request =>
        {
            host.Settings["BRIGHTDATA_API_KEY"] = "new-key";
            return request.Headers.Authorization!.Parameter == "new-key"
                ? Answer(HttpStatusCode.OK, Running)
                : Answer(HttpStatusCode.Unauthorized, "Invalid credentials");
        });

        await host.Client.GetProgressAsync("sd_1", default);

        Assert.Equal(["Bearer test-key", "Bearer new-key"], host.Handler.Requests.Select(request => request.Authorization));
    }

    [Theory]
    [InlineData("")]
    [InlineData("canary-key\nX-Evil: 1")]
    [InlineData("canary-kéy")]
    public async Task Key_ThatCannotBeSent_IsTerminalAndNotShown(string key)
    {
        using var host = new ProviderHost(("BRIGHTDATA_API_KEY", key));

        var failure = await Assert.ThrowsAsync<ProviderRejectedException>(() => host.Client.GetProgressAsync("sd_1", default));

        Assert.Equal(ErrorCodes.BrightDataUnauthorized, failure.ErrorCode);
        Assert.DoesNotContain("canary", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.OK)]
    public async Task Key_RepeatedByTheProvider_NeverShows(HttpStatusCode status)
    {
        const string canary = "canary-4f1d-secret";
        using var host = new ProviderHost(("BRIGHTDATA_API_KEY", canary));
        host.Handler.On(Progress, _ =>
        {
            var answer = Answer(status, $"key {canary} {new string('x', 500)} {canary}");
            answer.Headers.Add("x-brd-error", $"bad key {canary}");
            return answer;
        });

        var failure = await Assert.ThrowsAnyAsync<IngestionException>(() => host.Client.GetProgressAsync("sd_1", default));

        Assert.DoesNotContain(canary, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(host.Logs.Lines, line => line.Contains(canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Message_LongBodyWithControls_IsCutAndCleaned()
    {
        using var host = new ProviderHost();
        host.Handler.On(Progress, HttpStatusCode.BadRequest, "a\r\nb\u0007\u202e" + new string('é', 2000));

        var failure = await Assert.ThrowsAsync<ProviderRejectedException>(() => host.Client.GetProgressAsync("sd_1", default));

        Assert.DoesNotContain(failure.Message, char.IsControl);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(failure.Message), 400, 600);
    }

    [Fact]
    public async Task Message_EmptyBody_TakesTheErrorHeader()
    {
        using var host = new ProviderHost();
        host.Handler.On(Progress, _ =>
        {
            var answer = Answer(HttpStatusCode.BadRequest);
            answer.Headers.Add("x-luminati-error", "zone is disabled");
            return answer;
        });

        var failure = await Assert.ThrowsAsync<ProviderRejectedException>(() => host.Client.GetProgressAsync("sd_1", default));

        Assert.EndsWith("zone is disabled", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RetryAfter_HttpDate_IsMeasuredFromTheAnswersDate()
    {
        using var host = new ProviderHost(new ManualTimeProvider());
        host.Handler.On(Progress, _ =>
        {
            var answer = Answer(HttpStatusCode.TooManyRequests);
            answer.Headers.TryAddWithoutValidation("Date", "Sat, 21 Nov 2026 06:00:00 GMT");
            answer.Headers.TryAddWithoutValidation("Retry-After", "Sat, 21 Nov 2026 06:02:00 GMT");
            return answer;
        });

        var progress = await host.Client.GetProgressAsync("sd_1", default);

        Assert.Equal(TimeSpan.FromMinutes(2), progress.RetryAfter);
        Assert.Single(host.Handler.Requests);
    }
}
