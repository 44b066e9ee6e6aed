using System.Net;
using Ingestion.Core.Errors;
using Ingestion.Core.Providers.BrightData;
using Xunit;
using static Ingestion.Tests.Providers.BrightData.ProviderHandler;

namespace Ingestion.Tests.Providers.BrightData;

[Trait("Category", "Unit")]
public sealed class BrightDataClientTests : IDisposable
{
    private static readonly TriggerCall Call = DatasetCatalog.BuildTrigger(
        new CrawlInput("gd_lkaxegm826bjpoo9m5", "facebook", "https://www.facebook.com/ESPN", 10), "ref-1", null, null);

    private readonly ProviderHost host = new();

    private BrightDataClient Client => host.Client;

    private ProviderHandler Provider => host.Handler;

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task Trigger_Accepted_GivesTheSnapshotAndSendsTheKey()
    {
        Provider.On("POST /datasets/v3/trigger", HttpStatusCode.OK, """{"snapshot_id":"sd_mb3k2x81a2b3c4d5e6"}""");

        var response = await Client.TriggerAsync(Call, default);

        Assert.Equal((TriggerStatus.Accepted, "sd_mb3k2x81a2b3c4d5e6"), (response.Status, response.SnapshotId));
        var request = Assert.Single(Provider.Requests);
        Assert.Equal("Bearer test-key", request.Authorization);
        Assert.Contains("\"ingestion_ref\":\"ref-1\"", request.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "Internal server error", ErrorCodes.BrightDataUnavailable)]
    [InlineData(HttpStatusCode.BadGateway, "<html>", ErrorCodes.BrightDataUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout, "", ErrorCodes.BrightDataTimeout)]
    [InlineData(HttpStatusCode.RequestTimeout, "", ErrorCodes.BrightDataTimeout)]
    [InlineData(HttpStatusCode.OK, "", ErrorCodes.BrightDataUnexpectedResponse)]
    [InlineData(HttpStatusCode.OK, "<html>sign in</html>", ErrorCodes.BrightDataUnexpectedResponse)]
    [InlineData(HttpStatusCode.OK, """{"snapshot_id":"../../etc"}""", ErrorCodes.BrightDataUnexpectedResponse)]
    [InlineData(HttpStatusCode.OK, """{"snapshot_id":""", ErrorCodes.BrightDataUnexpectedResponse)]
    public async Task Trigger_OutcomeUnknown_IsTransientAndSentOnce(HttpStatusCode status, string body, string code)
    {
        Provider.On("POST /datasets/v3/trigger", status, body);

        var failure = await Assert.ThrowsAsync<ProviderUnavailableException>(() => Client.TriggerAsync(Call, default));

        Assert.Equal(code, failure.ErrorCode);
        Assert.Single(Provider.Requests);
    }

    [Fact]
    public async Task Trigger_ConnectionReset_IsTransientAndSentOnce()
    {
        Provider.On("POST /datasets/v3/trigger", _ => throw new HttpRequestException("reset"));

        await Assert.ThrowsAsync<ProviderUnavailableException>(() => Client.TriggerAsync(Call, default));

        Assert.Single(Provider.Requests);
    }

    [Theory]
    [InlineData(401, "Invalid credentials", ErrorCodes.BrightDataUnauthorized)]
    [InlineData(401, "Auth method is not supported", ErrorCodes.BrightDataUnauthorized)]
    [InlineData(403, "", ErrorCodes.BrightDataUnauthorized)]
    [InlineData(400, "Customer is not active", ErrorCodes.BrightDataAccountInactive)]
    [InlineData(402, "", ErrorCodes.BrightDataAccountInactive)]
    [InlineData(404, "dataset does not exist", ErrorCodes.BrightDataDatasetNotFound)]
    [InlineData(404, "Collector not found", ErrorCodes.BrightDataDatasetNotFound)]
    [InlineData(400, "dataset missing", ErrorCodes.BrightDataDatasetNotFound)]
    [InlineData(400, "This dataset is not allowed for API", ErrorCodes.BrightDataDatasetNotFound)]
    [InlineData(400, "This dataset is not ready yet", ErrorCodes.BrightDataRejected)]
    [InlineData(400, "No data to trigger", ErrorCodes.BrightDataValidationFailed)]
    [InlineData(400, "Should be at least 5 inputs", ErrorCodes.BrightDataValidationFailed)]
    [InlineData(400, "Invalid attachments", ErrorCodes.BrightDataValidationFailed)]
    [InlineData(400, "Incorrect discovery collector id discover_by is required", ErrorCodes.BrightDataValidationFailed)]
    [InlineData(400, """{"error":"Parser has expected a value","code":"parse_error"}""", ErrorCodes.BrightDataValidationFailed)]
    [InlineData(422, "", ErrorCodes.BrightDataValidationFailed)]
    [InlineData(400, "", ErrorCodes.BrightDataRejected)]
    [InlineData(418, "tea", ErrorCodes.BrightDataRejected)]
    [InlineData(404, "<html>nothing here</html>", ErrorCodes.BrightDataUnexpectedResponse)]
    [InlineData(302, "", ErrorCodes.BrightDataUnexpectedResponse)]
    public async Task Trigger_Refused_IsTerminalWithItsCode(int status, string body, string code)
    {
        Provider.On("POST /datasets/v3/trigger", (HttpStatusCode)status, body);

        var failure = await Assert.ThrowsAsync<ProviderRejectedException>(() => Client.TriggerAsync(Call, default));

        Assert.Equal(code, failure.ErrorCode);
        Assert.Single(Provider.Requests);
    }

    [Theory]
    [InlineData("trigger_validation_error.json", "Invalid input provided: url Required field; link This input should not contain")]
    [InlineData("trigger_validation_errors.json", "\"type\" must be one of [discover_new, url_collection]")]
    [InlineData("trigger_parse_error.json", "Parser cannot parse input: expected a value")]
    public async Task Trigger_ValidationBody_IsReadIntoTheMessage(string payload, string expected)
    {
        Provider.On("POST /datasets/v3/trigger", HttpStatusCode.BadRequest, Payload.Read(payload), "application/json");

        var failure = await Assert.ThrowsAsync<ProviderRejectedException>(() => Client.TriggerAsync(Call, default));

        Assert.Equal(ErrorCodes.BrightDataValidationFailed, failure.ErrorCode);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trigger_RateLimited_WaitsAsTheProviderSays()
    {
        Provider.On("POST /datasets/v3/trigger", _ =>
        {
            var answer = Answer(HttpStatusCode.TooManyRequests, "You have too many running jobs for this dataset.");
            answer.Headers.Add("Retry-After", "90");
            return answer;
        });

        var first = await Client.TriggerAsync(Call, default);
        var second = await Client.TriggerAsync(Call, default);

        Assert.Equal((TriggerStatus.RateLimited, TriggerStatus.RateLimited), (first.Status, second.Status));
        Assert.InRange(second.RetryAfter!.Value.TotalSeconds, 80, 90);
        Assert.Single(Provider.Requests);
    }

    [Fact]
    public async Task List_SeveralPages_ReadsThemAllAndDropsOlderOnes()
    {
        var page = string.Join(",", Enumerable.Range(0, 1000).Select(id => $$"""{"id":"sd_{{id}}","status":"ready","created":"2026-11-20T08:00:00Z"}"""));
        Provider.On("GET /datasets/v3/snapshots?dataset_id=gd_1&from_date=2026-11-20T00%3A00%3A00.000Z&limit=1000&skip=0", HttpStatusCode.OK, $"[{page}]");
        Provider.On("GET /datasets/v3/snapshots?dataset_id=gd_1&from_date=2026-11-20T00%3A00%3A00.000Z&limit=1000&skip=1000", HttpStatusCode.OK,
            """[{"id":"sd_last","created":1796000000000,"dataset_size":3},{"id":"sd_old","created":"2026-11-01T08:00:00Z"},{"id":"../x"}]""");

        var items = await Client.ListSnapshotsAsync("gd_1", new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero), default);

        Assert.Equal(1001, items.Count);
        Assert.Equal(3, Assert.Single(items, item => item.Id == "sd_last").DatasetSize);
    }

    [Fact]
    public async Task Input_KnownAndUnknown_IsTextOrNull()
    {
        Provider.On("GET /datasets/v3/snapshot/sd_1/input", HttpStatusCode.OK, """[{"url":"u","ingestion_ref":"r"}]""");
        Provider.On("GET /datasets/v3/snapshot/sd_2/input", HttpStatusCode.NotFound, "Snapshot does not exist");

        Assert.Contains("ingestion_ref", await Client.GetInputAsync("sd_1", default), StringComparison.Ordinal);
        Assert.Null(await Client.GetInputAsync("sd_2", default));
    }

    [Theory]
    [InlineData(200, "OK", CancelStatus.Cancelled)]
    [InlineData(400, "Snapshot is not running", CancelStatus.NotRunning)]
    [InlineData(404, "Snapshot does not exist", CancelStatus.NotFound)]
    [InlineData(429, "", CancelStatus.RateLimited)]
    public async Task Cancel_EveryAnswer_IsAResult(int status, string body, CancelStatus expected)
    {
        Provider.On("POST /datasets/v3/snapshot/sd_1/cancel", (HttpStatusCode)status, body);

        var response = await Client.CancelAsync("sd_1", default);

        Assert.Equal(expected, response.Status);
    }

    [Theory]
    [InlineData(202, """{"status":"building","message":"Dataset is not ready yet, try again in 30s"}""", SnapshotAvailability.NotReady)]
    [InlineData(400, "Snapshot is not ready", SnapshotAvailability.NotReady)]
    [InlineData(400, "Snapshot is empty", SnapshotAvailability.Empty)]
    [InlineData(400, "Snapshot is expired", SnapshotAvailability.Expired)]
    [InlineData(404, "Snapshot does not exist", SnapshotAvailability.NotFound)]
    [InlineData(404, """{"error":"Snapshot not found"}""", SnapshotAvailability.NotFound)]
    [InlineData(429, "", SnapshotAvailability.RateLimited)]
    public async Task Open_NoBytes_IsAResult(int status, string body, SnapshotAvailability expected)
    {
        Provider.On("GET /datasets/v3/snapshot/sd_1?format=json", (HttpStatusCode)status, body);
        Provider.On("GET /datasets/v3/snapshot/sd_1/parts?format=ndjson&batch_size=5000", (HttpStatusCode)status, body);

        using var opened = await Client.OpenSnapshotAsync(new SnapshotQuery("sd_1"), default);
        var parts = await Client.GetPartsAsync(new SnapshotQuery("sd_1", "ndjson", 5000, 2), default);

        Assert.Equal((expected, expected), (opened.Status, parts.Status));
        Assert.Equal(expected is SnapshotAvailability.NotReady or SnapshotAvailability.RateLimited, opened.RetryAfter > TimeSpan.Zero);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("sd_1?x=1")]
    public async Task Progress_IdThatIsNone_IsRefusedBeforeTheCall(string snapshotId)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Client.GetProgressAsync(snapshotId, default));

        Assert.Empty(Provider.Requests);
    }
}
