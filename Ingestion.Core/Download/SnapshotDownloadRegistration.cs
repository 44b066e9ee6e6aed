using System.Globalization;
using Ingestion.Core.Blobs;
using Ingestion.Core.Providers.BrightData;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Download;

/// <summary>Registers downloads into the raw zone.</summary>
public static class SnapshotDownloadRegistration
{
    /// <summary>
    /// Adds <see cref="SnapshotDownloader"/> (a singleton) and its options. Expects <see cref="BrightDataRegistration"/> and
    /// <see cref="RawZoneRegistration"/>.
    /// </summary>
    /// <param name="services">The service collection.</param>
    /// <param name="configuration">The section <c>Download</c> and the flat setting <c>BACKGROUND_DOWNLOAD_TIMEOUT</c>.</param>
    public static IServiceCollection AddSnapshotDownloads(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<DownloadOptions>()
            .Configure(options => options.AttemptTimeout = FlatAttemptTimeout(configuration) ?? options.AttemptTimeout)
            .Bind(configuration.GetSection(DownloadOptions.SectionName))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(provider => new SnapshotDownloader(
            provider.GetRequiredService<BrightDataClient>(),
            provider.GetRequiredService<RawZone>(),
            provider.GetRequiredService<IOptions<DownloadOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SnapshotDownloader>>()));
        return services;
    }

    private static TimeSpan? FlatAttemptTimeout(IConfiguration configuration) =>
        double.TryParse(
            configuration[DownloadOptions.AttemptTimeoutKey], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && seconds is > 0 and < 1e6
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
