using System.Net.Http.Json;
using System.Text.Json;
using Ingestion.Tests.Fixtures;
using Xunit;

namespace Ingestion.Tests.EndToEnd;

/// <summary>
/// The provider's webhook is a hint. The first poll is an hour away, so a crawl that completes within the limit of these tests
/// was woken by it.
/// </summary>
[Trait("Category", "EndToEnd")]
public sealed class WebhookTests(PatientService shared) : IClassFixture<PatientService>
{
    private readonly Service _service = shared.Service;
    private readonly long _paidBefore = shared.Service.Provider.Billing().TriggersAccepted;

    [Fact]
    public async Task Notify_WhenReady_EndsTheWaitAtOnce()
    {
        string crawlId = await _service.TriggerAsync();

        await CompletesAsync(crawlId);
    }

    [Fact]
    public async Task Notify_Twice_CompletesOnce()
    {
        string crawlId = await _service.TriggerAsync(Crawls.PageUrl + "?sim=webhook_twice");

        await CompletesAsync(crawlId);

        Assert.Equal(200, await NotifyAsync(crawlId, WebhookToken.Of(crawlId)));
        Assert.Equal(2, (await _service.EventsAsync(crawlId, 2)).Count);
    }

    [Fact]
    public async Task Notify_BeforeReady_CostsOnePollAndGoesOnWaiting()
    {
        string crawlId = await _service.TriggerAsync(Crawls.PageUrl + "?sim=stuck");
        Assert.Equal(200, await NotifyAsync(crawlId, WebhookToken.Of(crawlId)));
        await Eventually.TrueAsync(async () => await ProviderStatusAsync(crawlId) is "starting" or "running");

        Assert.True(_service.Provider.Finish(await SnapshotOfAsync(crawlId)));

        await CompletesAsync(crawlId);
    }

    [Fact]
    public async Task Notify_EarlyThenAgain_Completes()
    {
        string crawlId = await _service.TriggerAsync(Crawls.PageUrl + "?sim=webhook_early:1");

        await _service.ReachesAsync(crawlId, "polling", "completed");
        await NotifyUntilCompletedAsync(crawlId);
    }

    [Fact]
    public async Task Notify_Forged_Is401AndChangesNothing()
    {
        string crawlId = await _service.TriggerAsync(Crawls.PageUrl + "?sim=webhook_forged,stuck");
        string other = Guid.NewGuid().ToString();

        int[] answers =
        [
            await NotifyAsync(crawlId, null), await NotifyAsync(crawlId, "Bearer x"), await NotifyAsync(crawlId, WebhookToken.Of(other)),
        ];
        Assert.True(_service.Provider.Finish(await SnapshotOfAsync(crawlId)));

        Assert.Equal([401, 401, 401], answers);
        JsonElement status = await _service.StatusAsync(crawlId);
        Assert.Equal("polling", status.GetProperty("state").GetString());
        Assert.Equal(200, await NotifyAsync(crawlId, WebhookToken.Of(crawlId)));
        await CompletesAsync(crawlId);
    }

    [Fact]
    public async Task Notify_OfAnEndedCrawl_ChangesNothing()
    {
        string crawlId = await _service.TriggerAsync();
        await CompletesAsync(crawlId);
        long polls = _service.Provider.Requests()["progress"].Values.Sum();

        int answer = await NotifyAsync(crawlId, WebhookToken.Of(crawlId));

        Assert.Equal(200, answer);
        Assert.Equal(polls, _service.Provider.Requests()["progress"].Values.Sum());
        Assert.Equal(2, (await _service.EventsAsync(crawlId, 2)).Count);
    }

    private async Task CompletesAsync(string crawlId)
    {
        await Eventually.TrueAsync(
            async () => (await _service.StatusAsync(crawlId)).GetProperty("state").GetString() == "completed",
            what: "the crawl completes before its poll is due");
        Assert.Equal(1, _service.Provider.Billing().TriggersAccepted - _paidBefore);
    }

    private Task NotifyUntilCompletedAsync(string crawlId) => Eventually.TrueAsync(
        async () =>
        {
            await NotifyAsync(crawlId, WebhookToken.Of(crawlId));
            return (await _service.StatusAsync(crawlId)).GetProperty("state").GetString() == "completed";
        });

    private async Task<string?> ProviderStatusAsync(string crawlId) =>
        (await _service.StatusAsync(crawlId)).GetProperty("background_processing").GetProperty("provider_status").GetString();

    private async Task<string> SnapshotOfAsync(string crawlId) =>
        (await _service.StatusAsync(crawlId)).GetProperty("snapshot_id").GetString()!;

    private async Task<int> NotifyAsync(string crawlId, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/crawl/{crawlId}/notify") { Content = JsonContent.Create(new { }) };
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using HttpResponseMessage response = await _service.Http.SendAsync(request);
        return (int)response.StatusCode;
    }
}
