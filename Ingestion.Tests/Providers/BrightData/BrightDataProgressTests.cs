using System.Net;
using Ingestion.Core.Errors;
using Ingestion.Core.Providers.BrightData;
using Xunit;

namespace Ingestion.Tests.Providers.BrightData;

[Trait("Category", "Unit")]
public sealed class BrightDataProgressTests : IDisposable
{
    private readonly ProviderHost host = new();

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData("starting", ProgressStatus.Pending)]
    [InlineData("running", ProgressStatus.Pending)]
    [InlineData("building", ProgressStatus.Pending)]
    [InlineData("ready", ProgressStatus.Ready)]
    [InlineData("READY", ProgressStatus.Ready)]
    [InlineData("failed", ProgressStatus.Failed)]
    [InlineData("error", ProgressStatus.Failed)]
    [InlineData("canceled", ProgressStatus.Cancelled)]
    [InlineData("cancelled", ProgressStatus.Cancelled)]
    [InlineData("dreaming", ProgressStatus.Unknown)]
    public async Task Status_AsSent_IsOneOfOurs(string sent, ProgressStatus expected)
    {
        host.Handler.On("GET /datasets/v3/progress/sd_t1", HttpStatusCode.OK, $$"""{"status":"{{sent}}"}""");

        var progress = await host.Client.GetProgressAsync("sd_t1", default);

        Assert.Equal((expected, sent), (progress.Status, progress.ProviderStatus));
    }

    [Fact]
    public async Task Ready_WithFailures_CarriesTheCounts()
    {
        var progress = await ReadAsync("progress_ready.json");

        Assert.Equal((ProgressStatus.Ready, 998L, 2L), (progress.Status, progress.Records, progress.Errors));
        Assert.Equal(1, progress.ErrorCodes["dead_page"]);
        Assert.Equal(TimeSpan.FromMilliseconds(41230), progress.CollectionDuration);
    }

    [Theory]
    [InlineData("progress_failed.json", ErrorCodes.BrightDataSnapshotFailed, "Failed to trigger collector")]
    [InlineData("progress_suspended.json", ErrorCodes.BrightDataAccountInactive, "Account is suspended")]
    [InlineData("progress_canceled.json", ErrorCodes.BrightDataSnapshotCancelled, null)]
    public async Task Ended_WithoutResult_NamesCodeAndReason(string payload, string code, string? reason)
    {
        var progress = await ReadAsync(payload);

        Assert.Equal((code, reason), (progress.FailureCode, progress.ErrorMessage));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html></html>")]
    [InlineData("[]")]
    [InlineData("{\"status\":")]
    public async Task Answer_ThatCannotBeRead_IsTransient(string body)
    {
        host.Handler.On("GET /datasets/v3/progress/sd_t1", HttpStatusCode.OK, body);

        var failure = await Assert.ThrowsAsync<ProviderUnavailableException>(() => host.Client.GetProgressAsync("sd_t1", default));

        Assert.Equal(ErrorCodes.BrightDataUnexpectedResponse, failure.ErrorCode);
    }

    [Fact]
    public async Task Counts_OfOddTypes_AreReadOrLeftOut()
    {
        host.Handler.On("GET /datasets/v3/progress/sd_t1", HttpStatusCode.OK,
            """{"status":"ready","records":"12","errors":null,"error_codes":[],"collection_duration":-5}""");

        var progress = await host.Client.GetProgressAsync("sd_t1", default);

        Assert.Equal((12L, null, null), (progress.Records, progress.Errors, progress.CollectionDuration));
    }

    [Fact]
    public async Task Unknown_Snapshot_IsNotFound()
    {
        host.Handler.On("GET /datasets/v3/progress/sd_t1", HttpStatusCode.NotFound, "Snapshot does not exist");

        var progress = await host.Client.GetProgressAsync("sd_t1", default);

        Assert.Equal(ProgressStatus.NotFound, progress.Status);
    }

    private Task<ProgressResponse> ReadAsync(string payload)
    {
        host.Handler.On("GET /datasets/v3/progress/sd_t1", HttpStatusCode.OK, Payload.Read(payload), "application/json");
        return host.Client.GetProgressAsync("sd_t1", default);
    }
}
