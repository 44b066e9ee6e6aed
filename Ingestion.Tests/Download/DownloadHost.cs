using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Blobs;
using Ingestion.Core.Blobs;
using Ingestion.Core.Download;
using Ingestion.Core.Providers.BrightData;
using Ingestion.Core.RateLimits;
using Ingestion.Tests.Fixtures;
using Ingestion.Tests.RateLimits;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ingestion.Tests.Download;

/// <summary>The registered downloader between a scripted provider and a real blob service, with a container of its own.</summary>
public abstract class DownloadHost : IAsyncLifetime
{
    internal const string RawPath = "raw_snapshots/2026/11/21/snapshot_sd_1.json";
    internal const string RejectedPath = "rejected_snapshots/2026/11/21/snapshot_sd_1.json";

    private readonly string container = $"provider-{Guid.NewGuid():N}";
    private ServiceProvider? services;

    internal ScriptedServer Provider { get; } = new();

    internal TimeProvider Time { get; set; } = TimeProvider.System;

    internal RawZone Zone => services!.GetRequiredService<RawZone>();

    internal BlobContainerClient Container { get; private set; } = null!;

    internal static SnapshotDownloadRequest Request { get; } =
        new(Guid.Parse("11111111-2222-3333-4444-555555555555"), "sd_1", "gd_1", null, new DateOnly(2026, 11, 21));

    public async Task InitializeAsync()
    {
        await Provider.StartAsync();
        await BuildAsync();
        Container = new BlobContainerClient(await AzuriteServer.ConnectionStringAsync(), container);
    }

    public async Task DisposeAsync()
    {
        await services!.DisposeAsync();
        await Provider.DisposeAsync();
        await Container.DeleteIfExistsAsync();
    }

    internal async Task BuildAsync(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["BRIGHTDATA_API_KEY"] = "test-key",
            ["BRIGHTDATA_BASE_URL"] = Provider.Url,
            ["BrightData:FirstRetryInterval"] = "00:00:00.001",
            ["BLOB_CONNECTION_STRING"] = await AzuriteServer.ConnectionStringAsync(),
            ["GCS_BUCKET_RAW_DATA"] = container,
        }).AddInMemoryCollection(settings.Select(entry => KeyValuePair.Create(entry.Key, (string?)entry.Value))).Build();
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddSingleton(Time);
        collection.AddSingleton<IRateLedger>(new MemoryRateLedger(new RateLimitOptions(), TimeProvider.System));
        collection.AddBrightData(configuration).AddRawZone(configuration).AddSnapshotDownloads(configuration);
        if (services is not null)
        {
            await services.DisposeAsync();
        }

        services = collection.BuildServiceProvider();
    }

    internal Task<SnapshotDownloadResult> DownloadAsync(SnapshotDownloadRequest request) =>
        services!.GetRequiredService<SnapshotDownloader>().DownloadAsync(request, CancellationToken.None);

    internal async Task<byte[]> BlobAsync(string path)
    {
        await using var stream = await Zone.OpenReadAsync(path, 0, null, CancellationToken.None);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    internal static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>An array of small records, of at least so many bytes.</summary>
    internal static byte[] Posts(int minBytes)
    {
        var text = new StringBuilder("[");
        for (var id = 0; text.Length < minBytes; id++)
        {
            text.Append(id > 0 ? ",\n" : "").Append(System.Globalization.CultureInfo.InvariantCulture,
                $$"""{"post_id":"{{id}}","content":"{{new string((char)('a' + (id % 26)), 900)}}","attachments":[{"id":"{{id}}"}]}""");
        }

        return Encoding.UTF8.GetBytes(text.Append(']').ToString());
    }
}
