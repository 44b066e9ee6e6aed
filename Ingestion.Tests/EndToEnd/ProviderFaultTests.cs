using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Xunit;

namespace Ingestion.Tests.EndToEnd;

/// <summary>
/// What the provider can do to a crawl. A fault that passes costs nothing but time; one that stays ends the crawl with its stage and
/// code; none is paid for twice.
/// </summary>
[Trait("Category", "EndToEnd")]
public sealed class ProviderFaultTests(ImpatientService shared) : IClassFixture<ImpatientService>
{
    private const int Posts = 20;
    private readonly Service _service = shared.Service;
    private readonly long _paidBefore = shared.Service.Provider.Billing().TriggersAccepted;

    [Theory]
    [InlineData("http_503@trigger*2")]
    [InlineData("reset_before@trigger*1")]
    [InlineData("lost_answer*1")]
    [InlineData("html@trigger*1")]
    [InlineData("zero_bytes@trigger*1")]
    [InlineData("http_500@progress*4")]
    [InlineData("reset_before@progress*3")]
    [InlineData("html@progress*2")]
    [InlineData("zero_bytes@progress*2")]
    [InlineData("unknown_status*2")]
    [InlineData("flap")]
    [InlineData("http_502@snapshot*3")]
    [InlineData("reset_before@snapshot*3")]
    [InlineData("truncate*1")]
    [InlineData("cut*1")]
    [InlineData("reset_mid*1")]
    [InlineData("stall*1")]
    [InlineData("drip:1000*1")]
    [InlineData("html*1")]
    [InlineData("zero_bytes*1")]
    [InlineData("empty_array*1")]
    [InlineData("webhook_lost")]
    [InlineData("webhook_late:1")]
    [InlineData("webhook_twice")]
    [InlineData("webhook_forged")]
    public async Task Fault_ThatPasses_CompletesWithOnePayment(string fault)
    {
        string crawlId = await TriggerAsync(fault);

        JsonElement status = await EndsAsync(crawlId, "completed");

        AssertCounts(status, posts: Posts);
        await AssertEventsAsync(crawlId, "crawl-triggered", "data-ingestion-completed");
        Assert.Equal(1, Paid);
        Assert.Empty(_service.Provider.Billing().PaidTwice);
    }

    [Theory]
    [InlineData("http_503@trigger", "trigger", "BRIGHTDATA_UNAVAILABLE", 0)]
    [InlineData("reset_before@trigger", "trigger", "BRIGHTDATA_UNAVAILABLE", 0)]
    [InlineData("account_inactive@trigger", "trigger", "BRIGHTDATA_ACCOUNT_INACTIVE", 0)]
    [InlineData("http_503@progress", "polling", "BRIGHTDATA_UNAVAILABLE", 1)]
    [InlineData("reset_before@progress", "polling", "BRIGHTDATA_UNAVAILABLE", 1)]
    [InlineData("unauthorized@progress", "polling", "BRIGHTDATA_UNAUTHORIZED", 1)]
    [InlineData("failed", "polling", "BRIGHTDATA_SNAPSHOT_FAILED", 1)]
    [InlineData("canceled", "polling", "BRIGHTDATA_SNAPSHOT_CANCELLED", 1)]
    [InlineData("http_503@snapshot", "download", "BRIGHTDATA_UNAVAILABLE", 1)]
    [InlineData("reset_before@snapshot", "download", "BRIGHTDATA_UNAVAILABLE", 1)]
    [InlineData("expired", "download", "BRIGHTDATA_SNAPSHOT_EXPIRED", 1)]
    [InlineData("stall", "download", "DOWNLOAD_INTERRUPTED", 1)]
    [InlineData("drip:1000", "download", "DOWNLOAD_INTERRUPTED", 1)]
    [InlineData("endless:20000", "download", "DOWNLOAD_INTERRUPTED", 1)]
    public async Task Fault_ThatStays_FailsWithItsStageAndCode(string fault, string stage, string errorCode, int payments)
    {
        string crawlId = await TriggerAsync(fault);

        JsonElement status = await EndsAsync(crawlId, "failed");

        AssertFailure(status.GetProperty("error"), "message", stage, errorCode);
        string[] kinds = payments == 0 ? ["crawl-failed"] : ["crawl-triggered", "crawl-failed"];
        JsonElement failed = (await AssertEventsAsync(crawlId, kinds))[^1].GetProperty("data");
        AssertFailure(failed, "error_message", stage, errorCode);
        Assert.Equal(payments, Paid);
    }

    [Fact]
    public async Task Download_ResetForEver_FailsInItsStage()
    {
        string crawlId = await TriggerAsync("reset_mid");

        JsonElement error = (await EndsAsync(crawlId, "failed")).GetProperty("error");

        // A reset may overtake the headers: whether the download had begun is not for us to say.
        Assert.Contains(error.GetProperty("error_code").GetString(), new[] { "DOWNLOAD_INTERRUPTED", "BRIGHTDATA_UNAVAILABLE" });
        Assert.Equal("download", error.GetProperty("stage").GetString());
        Assert.Equal(1, Paid);
    }

    [Theory]
    [InlineData("stuck")]
    [InlineData("unknown_status")]
    public async Task Polls_UsedUp_TimesOut(string fault)
    {
        string crawlId = await TriggerAsync(fault);

        JsonElement status = await EndsAsync(crawlId, "timed_out");

        AssertFailure(status.GetProperty("error"), "message", "polling_timeout", "POLLING_TIMEOUT");
        JsonElement failed = (await AssertEventsAsync(crawlId, "crawl-triggered", "crawl-failed"))[1].GetProperty("data");
        AssertFailure(failed, "error_message", "polling_timeout", "POLLING_TIMEOUT");
    }

    [Fact]
    public async Task Download_OfATimedOutCrawl_CompletesItWithoutASecondPayment()
    {
        string crawlId = await TriggerAsync("stuck");
        JsonElement timedOut = await EndsAsync(crawlId, "timed_out");
        Assert.True(_service.Provider.Finish(timedOut.GetProperty("snapshot_id").GetString()!));

        (int statusCode, JsonElement body) = await _service.PostAsync($"/api/v1/crawl/{crawlId}/download");

        Assert.True(statusCode is 200 or 202 or 409, $"{statusCode}: {body}");
        AssertCounts(await EndsAsync(crawlId, "completed"), posts: Posts);
        await AssertEventsAsync(crawlId, "crawl-triggered", "crawl-failed", "data-ingestion-completed");
        Assert.Equal(1, Paid);
    }

    [Theory]
    [InlineData("truncate")]
    [InlineData("cut")]
    [InlineData("html")]
    [InlineData("zero_bytes")]
    [InlineData("empty_array")]
    public async Task Snapshot_ThatIsNoWholeJson_FailsAndIsKeptForInspection(string fault)
    {
        string crawlId = await TriggerAsync(fault);

        JsonElement status = await EndsAsync(crawlId, "failed");

        string errorCode = fault == "truncate" ? "DOWNLOAD_INTERRUPTED" : "SNAPSHOT_INVALID";
        AssertFailure(status.GetProperty("error"), "message", "download", errorCode);
        string snapshotId = status.GetProperty("snapshot_id").GetString()!;
        string[] blobs = await BlobsOfAsync(snapshotId);
        Assert.DoesNotContain(blobs, name => name.StartsWith("raw_snapshots/", StringComparison.Ordinal));
        Assert.Single(blobs);
    }

    [Theory]
    [InlineData("snapshot_empty", 0, 0, 0)]
    [InlineData("empty", 0, 0, 0)]
    [InlineData("dead_page", 0, 1, 0)]
    [InlineData("errors:3", Posts, 3, 0)]
    [InlineData("huge_record:10", Posts - 1, 0, 1)]
    [InlineData("deep", Posts - 1, 0, 1)]
    public async Task Records_ThatAreNoPosts_AreCountedApart(string fault, int posts, int errors, int skipped)
    {
        string crawlId = await TriggerAsync(fault);

        JsonElement status = await EndsAsync(crawlId, "completed");

        AssertCounts(status, posts, errors, skipped);
        Assert.Single(await BlobsOfAsync(status.GetProperty("snapshot_id").GetString()!));
        Assert.Equal(1, Paid);
    }

    private long Paid => _service.Provider.Billing().TriggersAccepted - _paidBefore;

    private Task<string> TriggerAsync(string fault) =>
        _service.SubmitAsync($"{Crawls.PageUrl}?test={Guid.NewGuid():N}&sim={Uri.EscapeDataString(fault)}", Posts);

    private async Task<JsonElement> EndsAsync(string crawlId, string state)
    {
        JsonElement status = await _service.ReachesAsync(crawlId, "completed", "failed", "timed_out", "cancelled");
        Assert.True(status.GetProperty("state").GetString() == state, status.ToString());
        return status;
    }

    private async Task<IReadOnlyList<JsonElement>> AssertEventsAsync(string crawlId, params string[] kinds)
    {
        IReadOnlyList<JsonElement> events = await _service.EventsAsync(crawlId, kinds.Length);
        Assert.Equal(kinds, events.Select(e => e.GetProperty("event_type").GetString()));
        return events;
    }

    private async Task<string[]> BlobsOfAsync(string snapshotId)
    {
        BlobContainerClient container = new(_service.BlobConnectionString, _service.Container);
        List<BlobItem> blobs = await container.GetBlobsAsync().ToListAsync();
        return [.. blobs.Select(blob => blob.Name).Where(name =>
            name.Contains(snapshotId, StringComparison.Ordinal) && !name.StartsWith("bronze/", StringComparison.Ordinal))];
    }

    private static void AssertCounts(JsonElement status, int posts, int errors = 0, int skipped = 0)
    {
        JsonElement result = status.GetProperty("result");
        int[] counts = [.. new[] { "posts", "error_records", "skipped_records" }.Select(name => result.GetProperty(name).GetInt32())];
        Assert.Equal([posts, errors, skipped], counts);
        Assert.Equal(posts + errors + skipped, result.GetProperty("records").GetInt32());
    }

    private static void AssertFailure(JsonElement failure, string message, string stage, string errorCode)
    {
        Assert.Equal((stage, errorCode), (failure.GetProperty("stage").GetString(), failure.GetProperty("error_code").GetString()));
        Assert.NotEmpty(failure.GetProperty(message).GetString()!);
        Assert.NotEmpty(failure.GetProperty("recovery_suggestion").GetString()!);
    }
}
