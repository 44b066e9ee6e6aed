using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Blobs;

/// <summary>Registers the raw zone.</summary>
public static class RawZoneRegistration
{
    /// <summary>Three short retries; the orchestrator's are the long ones.</summary>
    private static readonly TimeSpan FirstRetryInterval = TimeSpan.FromMilliseconds(300);

    /// <summary>Longest wait for one answer: a block of 8 MiB at a slow 150 KB/s.</summary>
    private static readonly TimeSpan NetworkTimeout = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Adds <see cref="RawZone"/> (a singleton) and its options; uses a registered <see cref="TokenCredential"/>.
    /// </summary>
    /// <param name="services">The service collection.</param>
    /// <param name="configuration">The flat settings named in <see cref="RawZoneOptions"/>.</param>
    public static IServiceCollection AddRawZone(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<RawZoneOptions>()
            .Configure(options =>
            {
                options.Container = configuration[RawZoneOptions.ContainerKey] is { Length: > 0 } name
                    ? name
                    : options.Container;
                options.ConnectionString = configuration[RawZoneOptions.ConnectionStringKey];
                options.ServiceUri = configuration[RawZoneOptions.ServiceUriKey] is { Length: > 0 } uri
                    ? new Uri(uri, UriKind.RelativeOrAbsolute)
                    : null;
            })
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<RawZoneOptions>, RawZoneOptionsValidator>();
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        services.TryAddSingleton(CreateService);
        services.TryAddSingleton(provider => new RawZone(
            provider.GetRequiredService<BlobServiceClient>(), provider.GetRequiredService<IOptions<RawZoneOptions>>()));
        return services;
    }

    private static BlobServiceClient CreateService(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<RawZoneOptions>>().Value;
        var client = new BlobClientOptions();
        client.Retry.Delay = FirstRetryInterval;
        client.Retry.NetworkTimeout = NetworkTimeout;
        return options.ConnectionString is { Length: > 0 } connection
            ? new BlobServiceClient(connection, client)
            : new BlobServiceClient(options.ServiceUri, provider.GetRequiredService<TokenCredential>(), client);
    }
}
