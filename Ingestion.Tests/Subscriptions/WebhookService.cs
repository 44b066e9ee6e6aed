using Ingestion.Tests.Accounts;
using Xunit;

namespace Ingestion.Tests.Subscriptions;

/// <summary>A running service with two owners, and a receiver that it may reach.</summary>
public sealed class WebhookService : AccountService, IAsyncLifetime
{
    internal WebhookReceiver Receiver { get; private set; } = null!;

    internal override (string Name, string Value)[] Settings => [.. base.Settings, ("Webhooks__PrivateHosts", "127.0.0.1")];

    async Task IAsyncLifetime.InitializeAsync()
    {
        Receiver = await WebhookReceiver.StartAsync();
        await InitializeAsync();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
