using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Ingestion.Core.Events;
using Ingestion.Functions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ingestion.Functions;

internal static partial class HostAdapters
{
    static partial void AddAzure(IServiceCollection services, IConfiguration configuration)
    {
        string connectionString = configuration["SERVICEBUS_CONNECTION_STRING"] ?? string.Empty;
        string serviceBusNamespace = configuration["SERVICEBUS_NAMESPACE"] ?? string.Empty;
        if (string.IsNullOrWhiteSpace(connectionString) && string.IsNullOrWhiteSpace(serviceBusNamespace))
        {
            // No broker: events stay in the PostgreSQL feed, which is a complete publisher of its own.
            return;
        }

        var options = new ServiceBusClientOptions { Identifier = "ingestion" };
        services.AddSingleton(_ => string.IsNullOrWhiteSpace(connectionString)
            ? new ServiceBusClient(serviceBusNamespace, new DefaultAzureCredential(), options)
            : new ServiceBusClient(connectionString, options));
        services.AddSingleton<IEventPublisher, ServiceBusEventPublisher>();
    }
}
