using Ingestion.Core.Blobs;
using Ingestion.Core.Download;
using Ingestion.Core.Providers.BrightData;
using Ingestion.Core.RateLimits;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Download;

[Trait("Category", "Unit")]
public sealed class DownloadOptionsTests
{
    [Fact]
    public void Options_NothingConfigured_HaveTheirDefaults()
    {
        var download = Read<DownloadOptions>([]);
        var limits = Read<RateLimitOptions>([]);

        Assert.Equal((1_000_000, 3), (download.RecordsPerPart, download.MaxConcurrent));
        Assert.Equal((30d, 300d), (download.ProgressTimeout.TotalSeconds, download.AttemptTimeout.TotalSeconds));
        Assert.Equal((1L << 20, 64L << 20, 256), (download.MinBytesPerSecond, download.MaxRecordBytes, download.MaxRecordDepth));
        Assert.Equal((5, 20, 300d), (limits.MaxRateLimitedAnswers, limits.MaxInFlight, limits.Window.TotalSeconds));
    }

    [Fact]
    public void AttemptTimeout_FlatSetting_IsInSeconds() => Assert.Equal(
        TimeSpan.FromSeconds(45), Read<DownloadOptions>(new() { ["BACKGROUND_DOWNLOAD_TIMEOUT"] = "45" }).AttemptTimeout);

    [Fact]
    public void Download_AllInvalid_NamesEveryOne() => Assert.Equal(7, Faults<DownloadOptions>(new()
    {
        ["Download:RecordsPerPart"] = "999",
        ["Download:ProgressTimeout"] = "00:00:00",
        ["Download:AttemptTimeout"] = "00:00:00",
        ["Download:MinBytesPerSecond"] = "0",
        ["Download:MaxRecordBytes"] = "0",
        ["Download:MaxRecordDepth"] = "1001",
        ["Download:MaxConcurrent"] = "0",
    }));

    [Fact]
    public void RateLimits_AllInvalid_NamesEveryOne() => Assert.Equal(5, Faults<RateLimitOptions>(new()
    {
        ["RateLimits:MaxRateLimitedAnswers"] = "21",
        ["RateLimits:Window"] = "00:00:00",
        ["RateLimits:MaxInFlight"] = "0",
        ["RateLimits:FreshFor"] = "00:01:00",
        ["RateLimits:MaxWait"] = "00:00:00",
    }));

    [Theory]
    [InlineData("", "", "Set BLOB_CONNECTION_STRING, or BLOB_SERVICE_URI")]
    [InlineData("nonsense;AccountKey=c2VjcmV0", "", "BLOB_CONNECTION_STRING is not a storage connection string.")]
    [InlineData("", "http://account.blob.core.windows.net", "BLOB_SERVICE_URI must be an absolute https URL.")]
    public void RawZone_NoWayToStorage_SaysWhatToSet(string connection, string uri, string expected)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Read<RawZoneOptions>(
            new() { ["BLOB_CONNECTION_STRING"] = connection, ["BLOB_SERVICE_URI"] = uri }));

        Assert.StartsWith(expected, failure.Message, StringComparison.Ordinal);
    }

    private static int Faults<T>(Dictionary<string, string?> settings)
        where T : class => Assert.Throws<OptionsValidationException>(() => Read<T>(settings)).Failures.Count();

    private static T Read<T>(Dictionary<string, string?> settings)
        where T : class
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        using var services = new ServiceCollection()
            .AddBrightData(configuration).AddRawZone(configuration).AddSnapshotDownloads(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<T>>().Value;
    }
}
