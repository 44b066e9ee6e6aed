using System.Text;
using System.Text.Json;
using Ingestion.Core.Events;
using Ingestion.Core.Subscriptions;
using Ingestion.Tests.Fixtures;
using Xunit;

namespace Ingestion.Tests.Subscriptions;

[Trait("Category", "Postgres")]
public sealed class WebhookDispatcherTests(WebhookHost host) : IClassFixture<WebhookHost>, IAsyncLifetime
{
    public Task InitializeAsync() => host.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Run_EventOfAnOwner_IsSentSignedToTheirSubscriptionsOfThatType()
    {
        (_, string secret) = await host.SubscribeAsync("/all");
        await host.SubscribeAsync("/typed", WebhookHost.Owner, EventTypes.AccountReauthorizationRequired);
        await host.SubscribeAsync("/other-type", WebhookHost.Owner, EventTypes.WebhookDisabled);
        await host.SubscribeAsync("/other-owner", "globex");

        Guid id = await host.PublishAsync();
        await host.RunAsync();

        ReceivedWebhook got = Assert.Single(host.Receiver.At("/all"));
        string envelope = (await host.Database.ScalarAsync<string>("select envelope::text from ingestion.outbox", null, default))!;
        Assert.Equal(["/all", "/typed"], host.Receiver.Received.Select(one => one.Path).Order(StringComparer.Ordinal));
        Assert.Equal((id.ToString(), host.Clock.GetUtcNow().ToUnixTimeSeconds()), (got.Id, got.Timestamp));
        Assert.Equal(envelope, Encoding.UTF8.GetString(got.Body));
        Assert.Equal([new WebhookSecret(secret).Sign(got.Id, got.Timestamp, got.Body)], got.Signatures);
        Assert.Equal(("delivered", 1L), (
            await host.Database.ScalarAsync<string>("select min(status) from ingestion.webhook_deliveries", null, default),
            await host.CountAsync("webhook_subscriptions where last_delivered_at is not null and lease_id is null and url like '%/all'")));
    }

    [Fact]
    public async Task Add_HundredAndTwentyAtOnce_KeepsTheLimitExactly()
    {
        NewWebhook order = new() { Url = new Uri(host.Receiver.BaseUrl + "/limit"), EventTypes = ["*"] };

        (Guid, string)?[] added = await Task.WhenAll(Enumerable.Range(0, 120).Select(
            _ => Task.Run(() => host.Webhooks.AddAsync(WebhookHost.Owner, order, default))));

        Assert.Equal(50, added.Count(one => one is not null));
        Assert.Equal(50, await host.CountAsync("webhook_subscriptions"));
        Assert.NotNull(await host.Webhooks.AddAsync("globex", order, default));
    }

    [Fact]
    public async Task Run_EventsOfSharedCrawls_GoToTheOwnersThatTheSettingNames()
    {
        await host.SubscribeAsync("/acme");
        await host.SubscribeAsync("/globex", "globex");

        await host.PublishAsync(owner: null, type: EventTypes.CrawlFailed);
        await host.RunAsync();
        Assert.Empty(host.Receiver.Received);

        await host.PublishAsync(owner: null, type: EventTypes.CrawlFailed);
        await WebhookHost.RunAsync(host.AddHost(("Webhooks:PrivateHosts", "127.0.0.1"), ("Webhooks:CrawlEventOwners", "initech;globex")));
        await host.PublishAsync(owner: null, type: EventTypes.CrawlFailed);
        await WebhookHost.RunAsync(host.AddHost(("Webhooks:PrivateHosts", "127.0.0.1"), ("Webhooks:CrawlEventOwners", "*")));

        Assert.Equal(["/acme", "/globex", "/globex"], host.Receiver.Received.Select(one => one.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Run_EventOfAnOwnersCrawl_GoesToItsOwnerOnly()
    {
        await host.SubscribeAsync("/acme");
        await host.SubscribeAsync("/globex", "globex");

        Guid id = await host.PublishAsync(type: EventTypes.DataIngestionCompleted);
        await WebhookHost.RunAsync(host.AddHost(("Webhooks:PrivateHosts", "127.0.0.1"), ("Webhooks:CrawlEventOwners", "*")));

        Assert.Equal([("/acme", id.ToString())], host.Receiver.Received.Select(one => (one.Path, one.Id)));
    }

    [Fact]
    public async Task Run_ManyHostsAtOnce_SendEachEventOnceAndThoseOfAnAccountInOrder()
    {
        await host.SubscribeAsync("/a");
        await host.SubscribeAsync("/b");
        Guid[] accounts = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
        List<(Guid Account, string Id)> published = [];
        for (int number = 0; number < 60; number++)
        {
            Guid account = accounts[number % accounts.Length];
            published.Add((account, (await host.PublishAsync(aggregateId: account)).ToString()));
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(host.RunAsync)));
        await host.RunAsync();

        foreach (string path in new[] { "/a", "/b" })
        {
            string[] got = [.. host.Receiver.At(path).Select(one => one.Id)];
            Assert.Equal(60, got.Length);
            Assert.All(accounts, account => Assert.Equal(
                published.Where(one => one.Account == account).Select(one => one.Id),
                got.Where(id => published.Single(one => one.Id == id).Account == account)));
        }
    }

    [Fact]
    public async Task Run_Failure_IsSentAgainWithTheSameIdAndALaterTime()
    {
        await host.SubscribeAsync("/flaky");
        host.Receiver.Answer("/flaky", 500, "no\u0000 luck " + new string('x', 1000));
        Guid id = await host.PublishAsync();

        await host.RunAsync();
        (string Status, int Attempts, string? Error) failed = await host.DeliveryAsync(id);
        int cut = await host.Database.ScalarAsync<int>("select length(answer_cut) from ingestion.webhook_deliveries", null, default);
        host.Receiver.Answers.Clear();
        await host.RunAsync();
        int before = host.Receiver.Received.Count;
        await host.PassWaitsAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.RunAsync();

        Assert.Equal(("pending", 1, "answered 500"), failed);
        Assert.Equal(255, cut);
        Assert.Equal(1, before);
        Assert.Equal(("delivered", 2, null), await host.DeliveryAsync(id));
        Assert.Equal([id.ToString(), id.ToString()], host.Receiver.Received.Select(one => one.Id));
        Assert.Equal(60, host.Receiver.Received.Last().Timestamp - host.Receiver.Received.First().Timestamp);
    }

    [Fact]
    public async Task Run_ReceiverInTrouble_CostsOneAttemptAndHasARest()
    {
        (Guid subscription, _) = await host.SubscribeAsync("/down");
        host.Receiver.Answer("/down", 503);
        for (int number = 0; number < 10; number++)
        {
            await host.PublishAsync(aggregateId: subscription);
        }

        await host.RunAsync();
        await host.RunAsync();

        Assert.Single(host.Receiver.Received);
        Assert.Equal(9, await host.CountAsync("webhook_deliveries where attempts = 0"));
        Assert.Equal(1, await host.CountAsync("webhook_subscriptions where failures = 1 and is_slow and next_turn_at > now()"));
    }

    [Fact]
    public async Task Run_OneEventIsRefused_TheOthersAreNot()
    {
        await host.SubscribeAsync("/picky");
        Guid first = await host.PublishAsync();
        Guid second = await host.PublishAsync();
        host.Receiver.Answers["/picky"] = context =>
        {
            context.Response.StatusCode = context.Request.Headers["webhook-id"] == first.ToString() ? 422 : 200;
            return Task.CompletedTask;
        };

        await host.RunAsync();

        Assert.Equal(("pending", 1, "answered 422"), await host.DeliveryAsync(first));
        Assert.Equal("delivered", (await host.DeliveryAsync(second)).Status);
        Assert.Equal(0, await host.CountAsync("webhook_subscriptions where failing_since is not null"));
    }

    [Fact]
    public async Task Run_LastAttemptFails_TheDeliveryHasFailed()
    {
        await host.SubscribeAsync("/never");
        host.Receiver.Answer("/never", 500);
        Guid id = await host.PublishAsync();
        for (int attempt = 0; attempt < 11; attempt++)
        {
            await host.RunAsync();
            await host.PassWaitsAsync();
        }

        Assert.Equal(("failed", 10, "answered 500"), await host.DeliveryAsync(id));
        Assert.Equal(10, host.Receiver.Received.Count);
    }

    [Fact]
    public async Task Run_Gone_DisablesAtOnceAndTellsTheOwner()
    {
        (Guid gone, _) = await host.SubscribeAsync("/gone");
        host.Receiver.Answer("/gone", 410);
        Guid id = await host.PublishAsync();

        await host.RunAsync();
        await host.SubscribeAsync("/watch", WebhookHost.Owner, EventTypes.WebhookDisabled);
        await host.PublishAsync();
        await host.RunAsync();

        Assert.Equal("gone", await host.DisabledReasonAsync(gone));
        Assert.Single(host.Receiver.At("/gone"));
        JsonElement told = JsonDocument.Parse(Assert.Single(host.Receiver.At("/watch")).Body).RootElement.GetProperty("data");
        Assert.Equal((gone, "gone"), (told.GetProperty("subscription_id").GetGuid(), told.GetProperty("reason").GetString()));

        host.Receiver.Answers.Clear();
        await host.Webhooks.ChangeAsync(WebhookHost.Owner, gone, new WebhookChanges { Enabled = true }, default);
        await host.RunAsync();
        Assert.Equal("delivered", (await host.DeliveryAsync(id)).Status);
    }

    [Theory]
    [InlineData("5 days", "1 hour", "failing")]
    [InlineData("4 days", "1 hour", null)]
    [InlineData("20 days", "3 days", null)]
    public async Task Run_NothingButFailuresForDays_Disables(string failingFor, string lastFailureAgo, string? reason)
    {
        (Guid id, _) = await host.SubscribeAsync("/lasting");
        host.Receiver.Answer("/lasting", 500);
        await host.ExecuteAsync(
            $"update ingestion.webhook_subscriptions set failing_since = now() - interval '{failingFor}', last_failed_at = now() - interval '{lastFailureAgo}'");

        await host.PublishAsync();
        await host.RunAsync();

        Assert.Equal(reason, await host.DisabledReasonAsync(id));
        Assert.Equal(reason is null ? 0 : 1, await host.CountAsync("outbox where event_type = 'webhook-disabled'"));
    }

    [Fact]
    public async Task Run_ReceiversThatHang_KeepNobodyElseWaiting()
    {
        TaskCompletionSource mayAnswer = new();
        IServiceProvider narrow = host.AddHost(("Webhooks:PrivateHosts", "127.0.0.1"), ("Webhooks:MaxConcurrent", "2"));
        foreach (string path in new[] { "/hangs-1", "/hangs-2", "/hangs-3" })
        {
            await host.SubscribeAsync(path);
            host.Receiver.Answers[path] = _ => mayAnswer.Task;
        }

        // They took their time before; else each of them would have a place among the fast ones once.
        await host.ExecuteAsync("update ingestion.webhook_subscriptions set is_slow = true");
        await host.SubscribeAsync("/fast");
        await host.PublishAsync();
        Task run = WebhookHost.RunAsync(narrow);
        await Eventually.TrueAsync(() => host.Receiver.At("/fast").Count == 1 && host.Receiver.Received.Count == 2);

        await host.PublishAsync();
        await Eventually.TrueAsync(() => host.Clock.WaitingTimers > 0);
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        await Eventually.TrueAsync(() => host.Receiver.At("/fast").Count == 2);

        Assert.False(run.IsCompleted);
        mayAnswer.SetResult();
        await run;
    }

    [Fact]
    public async Task Run_NoAnswerInTime_IsAFailure()
    {
        TaskCompletionSource mayAnswer = new();
        await host.SubscribeAsync("/silent");
        host.Receiver.Answers["/silent"] = _ => mayAnswer.Task;
        Guid id = await host.PublishAsync();

        Task run = host.RunAsync();
        await Eventually.TrueAsync(() => host.Receiver.Received.Count == 1);
        host.Clock.Advance(TimeSpan.FromSeconds(16));
        await run;
        mayAnswer.SetResult();

        Assert.Equal(("pending", 1, "no answer within 15 s"), await host.DeliveryAsync(id));
    }

    [Fact]
    public async Task Run_SenderDiedWithTheLease_IsTakenOverWhenItEnds()
    {
        await host.SubscribeAsync("/orphan");
        await host.PublishAsync();
        await host.ExecuteAsync(
            "update ingestion.webhook_subscriptions set lease_id = gen_random_uuid(), lease_until = now() + interval '1 hour'");

        await host.RunAsync();
        int before = host.Receiver.Received.Count;
        await host.PassWaitsAsync();
        await host.RunAsync();

        Assert.Equal((0, 1), (before, host.Receiver.Received.Count));
    }

    [Fact]
    public async Task Run_Redirect_IsNotFollowed()
    {
        await host.SubscribeAsync("/moved");
        host.Receiver.Answer("/moved", 302, "", ("Location", $"{host.Receiver.BaseUrl}/elsewhere"));
        Guid id = await host.PublishAsync();

        await host.RunAsync();

        Assert.Equal("answered 302: redirects are not followed", (await host.DeliveryAsync(id)).Error);
        Assert.Empty(host.Receiver.At("/elsewhere"));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task Run_HostIsPrivateWhenConnecting_NothingIsSent(string name)
    {
        (Guid subscription, _) = await host.SubscribeAsync("/private");
        string url = $"{host.Receiver.BaseUrl.Replace("127.0.0.1", name, StringComparison.Ordinal)}/private";
        await host.ExecuteAsync(
            "update ingestion.webhook_subscriptions set url = @url where subscription_id = @subscription", new { url, subscription });
        Guid id = await host.PublishAsync();

        await WebhookHost.RunAsync(host.AddHost());

        Assert.Equal("the host's name stands for a private address", (await host.DeliveryAsync(id)).Error);
        Assert.Empty(host.Receiver.Received);
    }

    [Fact]
    public async Task RotateSecret_OldOneSignsAsWellUntilItsTimeIsOver()
    {
        (Guid subscription, string first) = await host.SubscribeAsync("/rotated");
        string second = (await host.Webhooks.RotateSecretAsync(WebhookHost.Owner, subscription, default))!;

        await host.PublishAsync();
        await host.RunAsync();
        await host.ExecuteAsync("update ingestion.webhook_subscriptions set old_secret_until = now()");
        await host.PublishAsync();
        await host.RunAsync();

        ReceivedWebhook both = host.Receiver.Received.First();
        ReceivedWebhook one = host.Receiver.Received.Last();
        Assert.Equal(new[] { second, first }.Select(secret => new WebhookSecret(secret).Sign(both.Id, both.Timestamp, both.Body)), both.Signatures);
        Assert.Equal([new WebhookSecret(second).Sign(one.Id, one.Timestamp, one.Body)], one.Signatures);
        Assert.Equal(1, await host.CountAsync("webhook_subscriptions where old_secret is null"));
    }

    [Fact]
    public async Task Run_Secrets_AreNeitherInTheDatabaseNorInLogs()
    {
        (_, string secret) = await host.SubscribeAsync("/canary-path");
        host.Receiver.Answer("/canary-path", 410);
        await host.PublishAsync();
        await host.RunAsync();

        string rows = (await host.Database.ScalarAsync<string>(
            """
            select string_agg(t, '') from (select w::text from ingestion.webhook_subscriptions w
                union all select d::text from ingestion.webhook_deliveries d union all select o::text from ingestion.outbox o) x (t)
            """,
            null,
            default))!;
        Assert.DoesNotContain(secret, rows, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(secret)), rows, StringComparison.Ordinal);
        Assert.DoesNotContain(host.Logs.Lines, line => line.Contains(secret, StringComparison.Ordinal));
        Assert.DoesNotContain(host.Logs.Lines, line => line.Contains("canary-path", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_OldDeliveries_AreForgotten()
    {
        await host.SubscribeAsync("/old");
        await host.PublishAsync();
        await host.RunAsync();
        await host.ExecuteAsync("update ingestion.webhook_deliveries set created_at = now() - interval '31 days'");

        await host.RunAsync();

        Assert.Equal(0, await host.CountAsync("webhook_deliveries"));
    }
}
