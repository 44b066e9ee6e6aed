using System.Security.Cryptography;
using Azure.Storage.Blobs;
using Ingestion.Core.Blobs;
using Ingestion.Tests.Fixtures;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Blobs;

/// <summary>Uploads around the sizes at which their first block grows.</summary>
[Trait("Category", "EndToEnd")]
public sealed class BlobUploadTests : IAsyncLifetime
{
    private const int KiB = 1024;
    private static readonly BlobUploadLimits Limits = new(BlockBytes: 300 * KiB, BlocksInFlight: 2);

    private readonly string container = $"upload-{Guid.NewGuid():N}";
    private BlobServiceClient service = null!;
    private RawZone zone = null!;

    public async Task InitializeAsync()
    {
        service = new BlobServiceClient(await AzuriteServer.ConnectionStringAsync());
        zone = new RawZone(service, Options.Create(new RawZoneOptions { Container = container }));
    }

    public Task DisposeAsync() => service.GetBlobContainerClient(container).DeleteIfExistsAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64 * KiB)]
    [InlineData((64 * KiB) + 1)]
    [InlineData(256 * KiB)]
    [InlineData(300 * KiB)]
    [InlineData((300 * KiB) + 1)]
    [InlineData(1000 * KiB)]
    public async Task Commit_AnyLength_IsWhatWasWritten(int length)
    {
        byte[] bytes = RandomNumberGenerator.GetBytes(length);
        await using BlobUpload upload = new(zone, "file", Limits);

        foreach (byte[] piece in bytes.Chunk(7001))
        {
            await upload.WriteAsync(piece, default);
        }

        bool isInMemory = upload.IsInMemory;
        Assert.True(await upload.CommitAsync(new RawCommitContent("text/plain", new Dictionary<string, string>(), MayReplace: false), default));
        Assert.Equal((bytes.Length, length < Limits.BlockBytes), (upload.PayloadBytes, isInMemory));
        Assert.Equal(bytes, (await service.GetBlobContainerClient(container).GetBlobClient("file").DownloadContentAsync()).Value.Content.ToArray());
    }
}
