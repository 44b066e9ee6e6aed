using System.Net;
using Azure.Core;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Ingestion.Core.RateLimits;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ingestion.Core.Providers.BrightData;

/// <summary>Registers everything that a call to Bright Data needs.</summary>
public static class BrightDataRegistration
{
    /// <summary>
    /// Adds <see cref="BrightDataClient"/> (a singleton), its options, key source, HTTP client and the shared rate budget.
    /// Expects
    /// an <see cref="NpgsqlDataSource"/>; <see cref="TimeProvider"/> and <see cref="TokenCredential"/> get a default.
    /// </summary>
    /// <param name="services">The service collection.</param>
    /// <param name="configuration">Flat settings and the sections <c>BrightData</c> and <c>RateLimits</c>.</param>
    public static IServiceCollection AddBrightData(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<BrightDataOptions>()
            .Bind(configuration.GetSection(BrightDataOptions.SectionName))
            .Configure(options => options.BaseUrl = FlatBaseUrl(configuration) ?? options.BaseUrl)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<BrightDataOptions>, BrightDataOptionsValidator>();
        services.AddOptions<RateLimitOptions>()
            .Bind(configuration.GetSection(RateLimitOptions.SectionName))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddKey(configuration);
        services.AddTransport();
        return services;
    }

    private static Uri? FlatBaseUrl(IConfiguration configuration) =>
        configuration[BrightDataOptions.BaseUrlKey] is { Length: > 0 } text
            ? Uri.TryCreate(text, UriKind.Absolute, out var url) ? url : new Uri(text, UriKind.Relative)
            : null;

    private static void AddKey(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration["KEY_VAULT_URI"] is not { Length: > 0 } vault)
        {
            services.TryAddSingleton<IBrightDataKey>(new ConfiguredBrightDataKey(configuration));
            return;
        }

        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        services.TryAddSingleton<IBrightDataKey>(provider => new VaultBrightDataKey(
            new SecretClient(new Uri(vault), provider.GetRequiredService<TokenCredential>()),
            provider.GetRequiredService<TimeProvider>()));
    }

    private static void AddTransport(this IServiceCollection services)
    {
        services.AddHttpClient(BrightDataTransport.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                // A redirect would carry the key to an address that nobody configured.
                AllowAutoRedirect = false,
                UseCookies = false,
                // The raw zone keeps the bytes as they were sent.
                AutomaticDecompression = DecompressionMethods.None,
                ConnectTimeout = TimeSpan.FromSeconds(10),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.TryAddSingleton<IRateLedger>(provider => new PostgresRateLedger(
            provider.GetRequiredService<NpgsqlDataSource>(),
            "brightdata",
            provider.GetRequiredService<IOptions<RateLimitOptions>>()));
        services.TryAddSingleton(provider => new ProviderRateBudget(
            provider.GetRequiredService<IRateLedger>(),
            provider.GetRequiredService<IOptions<RateLimitOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ProviderRateBudget>>()));
        services.TryAddSingleton<BrightDataPipelines>();
        services.TryAddSingleton<BrightDataTransport>();
        services.TryAddSingleton(provider => new BrightDataClient(provider.GetRequiredService<BrightDataTransport>()));
    }
}
