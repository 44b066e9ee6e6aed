using Ingestion.Core.Events;
using Ingestion.Core.Persistence;
using Ingestion.Core.Registration;
using Ingestion.Core.Subscriptions;
using Ingestion.Tests.Fixtures;
using Ingestion.Tests.Persistence;
using Ingestion.Tests.Providers.BrightData;
using Ingestion.Tests.Registration;
using Ingestion.Tests.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Ingestion.Tests.Subscriptions;

/// <summary>The registered services on a database of their own, and a receiver. Time stands still until a test moves it.</summary>
public sealed class WebhookHost : IAsyncLifetime
{
    public const string Owner = "acme";

    private readonly PipelineDatabase pipeline = new();
    private readonly string folder = Directory.CreateTempSubdirectory("webhooks-").FullName;
    private readonly List<ServiceProvider> hosts = [];

    internal ManualTimeProvider Clock => pipeline.Clock;

    internal RecordedLogs Logs { get; } = new();

    internal WebhookReceiver Receiver { get; private set; } = null!;

    internal WebhookStore Webhooks => hosts[0].GetRequiredService<WebhookStore>();

    internal Database Database => pipeline.Database;

    public async Task InitializeAsync()
    {
        await pipeline.InitializeAsync();

        // Waits, leases and the age of deliveries go by the database's clock, which nobody sets.
        Clock.Advance(TimeProvider.System.GetUtcNow() - Clock.GetUtcNow());
        Receiver = await WebhookReceiver.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, "keys.json"), MemoryKeyRingStore.TextOf("k1"));
        AddHost(("Webhooks:PrivateHosts", "127.0.0.1"));
    }

    public async Task DisposeAsync()
    {
        foreach (ServiceProvider host in hosts)
        {
            await host.DisposeAsync();
        }

        await Receiver.DisposeAsync();
        await pipeline.DisposeAsync();
        Logs.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Another process, as far as webhooks know.</summary>
    internal IServiceProvider AddHost(params (string Name, string? Value)[] settings)
    {
        ServiceCollection services = new();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        services.AddSingleton<TimeProvider>(Clock);
        services.AddIngestion(TestConfiguration.With(
        [
            ("POSTGRES_CONNECTION_STRING", pipeline.ConnectionString), ("CREDENTIAL_KEYS_FILE", Path.Combine(folder, "keys.json")),
            .. settings,
        ]));
        hosts.Add(services.BuildServiceProvider());
        return hosts[^1];
    }

    internal Task RunAsync() => RunAsync(hosts[0]);

    internal static Task RunAsync(IServiceProvider host) => host.GetRequiredService<WebhookDispatcher>().RunAsync(CancellationToken.None);

    internal async Task EmptyAsync()
    {
        await pipeline.EmptyAsync();
        await pipeline.ExecuteAsync("delete from ingestion.webhook_subscriptions; update ingestion.webhook_fan_out set last_position = 0");
        Receiver.Received.Clear();
        Receiver.Answers.Clear();
    }

    /// <summary>A subscription to every type, at the receiver's path.</summary>
    internal async Task<(Guid Id, string Secret)> SubscribeAsync(string path, string owner = Owner, params string[] types)
    {
        NewWebhook order = new()
        {
            Url = new Uri(Receiver.BaseUrl + path),
            EventTypes = types.Length == 0 ? ["*"] : types,
        };
        return (await Webhooks.AddAsync(owner, order, default))!.Value;
    }

    /// <summary>Commits an event as the pipeline does, and publishes it. Null: of a shared crawl.</summary>
    internal async Task<Guid> PublishAsync(string? owner = Owner, Guid? aggregateId = null, string type = "account-reauthorization-required")
    {
        OutboxEvent made = OutboxEvent.Make(
            "social-analytics", type, aggregateId ?? Guid.NewGuid(), Random.Shared.NextInt64(), Clock.GetUtcNow(), new { Owner = owner, Name = "é" });
        await pipeline.ExecuteAsync(
            """
            insert into ingestion.outbox (id, event_type, topic, aggregate_id, owner, envelope, created_at)
            values (@Id, @EventType, @Topic, @AggregateId, @owner, @Envelope::json, now())
            """,
            new { made.Id, made.EventType, made.Topic, made.AggregateId, owner, made.Envelope });
        await hosts[0].GetRequiredService<OutboxRelay>().RelayAsync(CancellationToken.None);
        return made.Id;
    }

    /// <summary>Ends every wait, as time would.</summary>
    internal Task PassWaitsAsync() => pipeline.ExecuteAsync("""
        update ingestion.webhook_deliveries set next_attempt_at = now() where next_attempt_at is not null;
        update ingestion.webhook_subscriptions set next_turn_at = now(), lease_until = case when lease_until is not null then now() end
        """);

    internal async Task<(string Status, int Attempts, string? Error)> DeliveryAsync(Guid eventId) => (await Database.ReadAsync(
        "select status, attempts, error from ingestion.webhook_deliveries where event_id = @eventId",
        new { eventId },
        row => (row.GetString(0), row.GetInt32(1), row.IsDBNull(2) ? null : row.GetString(2)),
        default)).Single();

    internal Task<string?> DisabledReasonAsync(Guid subscriptionId) => Database.ScalarAsync<string>(
        "select disabled_reason from ingestion.webhook_subscriptions where subscription_id = @subscriptionId", new { subscriptionId }, default);

    internal Task<int> ExecuteAsync(string sql, object? parameters = null) => pipeline.ExecuteAsync(sql, parameters);

    internal Task<long> CountAsync(string tableAndCondition) => pipeline.CountAsync(tableAndCondition);
}
