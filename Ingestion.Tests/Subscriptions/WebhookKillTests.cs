using Ingestion.Tests.Fixtures;
using Xunit;

namespace Ingestion.Tests.Subscriptions;

/// <summary>kill -9 while a receiver has the event and has not answered: it gets the event again, with the same id.</summary>
[Trait("Category", "EndToEnd")]
public sealed class WebhookKillTests(WebhookService shared) : IClassFixture<WebhookService>
{
    [Fact]
    public async Task Kill_WhileSending_SendsAgainWithTheSameId()
    {
        TaskCompletionSource never = new();
        shared.Receiver.Answers["/killed"] = _ => never.Task;
        await shared.SendAsync("POST", "/api/v1/webhooks", new { url = $"{shared.Receiver.BaseUrl}/killed", event_types = new[] { "*" } });
        await shared.Service.ScalarAsync("""
            insert into ingestion.outbox (id, event_type, topic, aggregate_id, owner, envelope, created_at)
            values (gen_random_uuid(), 'account-reauthorization-required', 't', gen_random_uuid(), 'acme', '{"data":{}}', now())
            """);
        await Eventually.TrueAsync(() => shared.Receiver.At("/killed").Count == 1);

        await shared.Service.KillHostAsync();
        shared.Receiver.Answers.Clear();
        never.SetResult();
        await shared.Service.StartHostAsync();
        await Eventually.TrueAsync(async () =>
            await shared.Service.ScalarAsync("select count(*) from ingestion.webhook_deliveries where status = 'delivered'") is 1L);

        ReceivedWebhook[] got = [.. shared.Receiver.At("/killed")];
        Assert.Equal(2, got.Length);
        Assert.Equal(got[0].Id, got[1].Id);
        Assert.Equal(got[0].Body, got[1].Body);
        Assert.Equal(1L, await shared.Service.ScalarAsync("select count(*) from ingestion.webhook_deliveries"));
    }
}
