using System.Net;
using System.Text;
using System.Text.Json;
using Ingestion.Tests.Fixtures;
using Simulators.BrightData;
using Xunit;

namespace Ingestion.Tests.Simulators;

[Trait("Category", "Unit")]
public sealed class FaultTests
{
    [Theory]
    [InlineData("http_500@progress*1", 500, "Internal server error")]
    [InlineData("http_503@progress*1", 503, "Service Unavailable")]
    [InlineData("unauthorized*1", 401, "Invalid credentials")]
    [InlineData("account_inactive*1", 400, "Customer is not active")]
    [InlineData("html@progress*1", 200, "<!doctype html>")]
    [InlineData("zero_bytes@progress*1", 200, "")]
    public async Task CallFault_ForOneCall_ThenIsGone(string fault, int status, string text)
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerAsync();
        client.Simulator.AddFault(fault);

        using HttpResponseMessage faulty = await client.Http.GetAsync(SimulatorClient.At($"/datasets/v3/progress/{id}"));
        JsonElement healthy = await client.ProgressAsync(id);

        Assert.Equal(status, (int)faulty.StatusCode);
        Assert.StartsWith(text, await faulty.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("starting", healthy.GetProperty("status").GetString());
    }

    [Fact]
    public async Task LostAnswer_OfATrigger_IsPaidAllTheSame()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => client.TriggerAsync(sim: "lost_answer*1"));
        long afterTheLoss = client.Simulator.Billing().TriggersAccepted;
        await client.TriggerAsync(sim: "lost_answer*1");

        Assert.Equal(1, afterTheLoss);
        Assert.Equal(2, client.Simulator.Billing().TriggersAccepted);
    }

    [Fact]
    public async Task ResetBefore_OfATrigger_IsNotPaid()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync(new SimulatorOptions { Faults = ["reset_before@trigger*1"] });

        await Assert.ThrowsAsync<HttpRequestException>(() => client.TriggerAsync());

        Assert.Equal(0, client.Simulator.Billing().TriggersAccepted);
    }

    [Fact]
    public async Task LateAnswer_OfATrigger_ComesAfterItsDelay()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();

        Task<string> trigger = client.TriggerAsync(sim: "late_answer:60");
        await Eventually.TrueAsync(() => client.Clock.WaitingTimers > 0);

        Assert.Equal(1, client.Simulator.Billing().TriggersAccepted);
        Assert.False(trigger.IsCompleted);
        client.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.StartsWith("sd_", await trigger, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stuck", "running")]
    [InlineData("slow:120", "running")]
    [InlineData("failed", "failed")]
    [InlineData("canceled", "canceled")]
    [InlineData("unknown_status", "archiving")]
    public async Task JobFault_InTheUrl_DecidesItsStatus(string sim, string expected)
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();

        string id = await client.TriggerReadyAsync(sim: sim);

        Assert.Equal(expected, (await client.ProgressAsync(id)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Finish_OfAStuckJob_MakesItReady()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerReadyAsync(sim: "stuck");

        bool finished = client.Simulator.Finish(id);

        Assert.True(finished);
        Assert.Equal("ready", (await client.ProgressAsync(id)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Flap_AfterReady_RunsOnceMore()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerReadyAsync(sim: "flap");

        var statuses = new List<string?>();
        for (int i = 0; i < 3; i++)
        {
            statuses.Add((await client.ProgressAsync(id)).GetProperty("status").GetString());
        }

        Assert.Equal(["ready", "running", "ready"], statuses);
    }

    [Fact]
    public async Task Building_Twice_ThenGivesTheRecords()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerAsync(sim: "building*2");
        using HttpResponseMessage early = await client.DownloadAsync(id);
        client.Clock.Advance(TimeSpan.FromSeconds(3));

        using HttpResponseMessage first = await client.DownloadAsync(id);
        using HttpResponseMessage second = await client.DownloadAsync(id);
        using HttpResponseMessage third = await client.DownloadAsync(id);

        Assert.Equal(
            """{"status":"building","message":"Dataset is not ready yet, try again in 30s"}""", await first.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.OK), (second.StatusCode, third.StatusCode));
    }

    [Theory]
    [InlineData("snapshot_empty", 400, "Snapshot is empty")]
    [InlineData("expired", 400, "Snapshot is expired")]
    [InlineData("empty_array", 200, "[]")]
    [InlineData("cut:100", 200, "[{\"url\":")]
    public async Task DownloadFault_ThatAnswers_GivesItsBody(string sim, int status, string text)
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerReadyAsync(sim: sim);

        using HttpResponseMessage response = await client.DownloadAsync(id);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.StartsWith(text, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("truncate:100")]
    [InlineData("reset_mid:100000")]
    public async Task DownloadFault_ThatBreaksOff_IsSeenByTheReader(string sim)
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerReadyAsync(posts: 500, sim: sim);

        using HttpResponseMessage response = await client.DownloadAsync(id);

        Exception? broken = await Record.ExceptionAsync(() => response.Content.ReadAsByteArrayAsync());
        Assert.True(broken is HttpRequestException or IOException, broken?.ToString());
    }

    [Theory]
    [InlineData("stall:100", 100)]
    [InlineData("drip:1", 1)]
    [InlineData("endless", 1)]
    public async Task DownloadFault_ThatHangs_SendsABeginningOnly(string sim, int least)
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerReadyAsync(posts: 5, sim: sim);
        using HttpResponseMessage response = await client.DownloadAsync(id);
        await using Stream body = await response.Content.ReadAsStreamAsync();

        int read = await body.ReadAtLeastAsync(new byte[least], least);
        using var cancel = new CancellationTokenSource();
        Task<int> rest = body.ReadAtLeastAsync(new byte[1_000_000], 1_000_000, cancellationToken: cancel.Token).AsTask();
        await Eventually.TrueAsync(() => sim.StartsWith("stall", StringComparison.Ordinal) || client.Clock.WaitingTimers > 0);
        await cancel.CancelAsync();

        Assert.Equal(least, read);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rest);
    }

    [Fact]
    public async Task StrangeRecord_Asked_IsHugeDeepAndNotUtf8()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerReadyAsync(posts: 3, sim: "huge_record:2,deep:500,invalid_utf8");

        using HttpResponseMessage response = await client.DownloadAsync(id, "");
        byte[] body = await response.Content.ReadAsByteArrayAsync();
        byte[] strange = body[(body.AsSpan().IndexOf((byte)'\n') + 1)..];

        Assert.InRange(strange.AsSpan().IndexOf((byte)'\n'), 2 * 1024 * 1024, (2 * 1024 * 1024) + 2000);
        Assert.True(strange.AsSpan().IndexOf(Encoding.ASCII.GetBytes(new string('[', 500) + new string(']', 500))) > 0);
        Assert.Throws<DecoderFallbackException>(() => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(strange));
    }

    [Fact]
    public async Task RateLimit_For25Calls_BlocksTheCaller()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync(new SimulatorOptions { Faults = ["rate_limit:7@list*25"] });
        Uri list = SimulatorClient.At($"/datasets/v3/snapshots?dataset_id={SimulatorClient.FacebookPosts}");

        using HttpResponseMessage first = await client.Http.GetAsync(list);
        for (int i = 1; i < 25; i++)
        {
            using HttpResponseMessage more = await client.Http.GetAsync(list);
        }

        using HttpResponseMessage blocked = await client.PostTriggerAsync("[]");

        Assert.Equal(TimeSpan.FromSeconds(7), first.Headers.RetryAfter?.Delta);
        Assert.Equal(HttpStatusCode.TooManyRequests, blocked.StatusCode);
        Assert.True(client.Simulator.IsIpBlocked);
    }
}
