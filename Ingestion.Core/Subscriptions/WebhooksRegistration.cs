using Ingestion.Core.Persistence;
using Ingestion.Core.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Subscriptions;

/// <summary>Registers webhook subscriptions and their sender.</summary>
internal static class WebhooksRegistration
{
    private const int MaxHeadersKilobytes = 16;
    private const int MaxDrainBytes = 16 * 1024;

    internal static void AddWebhooks(this IServiceCollection services)
    {
        AddClient(services);
        services.AddSingleton<WebhookTargets>();
        services.AddSingleton<WebhookRequestReader>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<WebhookEvents>();
        services.AddSingleton<WebhookFanOut>();
        services.AddSingleton<TurnStore>();
        services.AddSingleton<WebhookTurn>();
        services.AddSingleton(provider => new WebhookStore(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<KeyWrapper>(),
            provider.GetRequiredService<IOptions<WebhookOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new WebhookTrial(
            provider.GetRequiredService<WebhookStore>(),
            provider.GetRequiredService<TurnStore>(),
            provider.GetRequiredService<WebhookSender>(),
            provider.GetRequiredService<KeyWrapper>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new WebhookDispatcher(
            provider.GetRequiredService<WebhookFanOut>(),
            provider.GetRequiredService<TurnStore>(),
            provider.GetRequiredService<WebhookTurn>(),
            provider.GetRequiredService<IOptions<WebhookOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
    }

    private static void AddClient(IServiceCollection services) => services
        .AddHttpClient(WebhookSender.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
        .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
        {
            // What is checked is the address of the connection; a redirect or a proxy would lead to another one.
            ConnectCallback = provider.GetRequiredService<WebhookTargets>().ConnectAsync,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            MaxResponseHeadersLength = MaxHeadersKilobytes,
            MaxResponseDrainSize = MaxDrainBytes,

            // A connection is to the address that the name stood for when it was made.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        })
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .RemoveAllLoggers();
}
