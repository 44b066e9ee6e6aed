using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Ingestion.Core.Errors;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Blobs;

/// <summary>The container of raw snapshots. What is stored there is never rewritten, but to take people out who are erased.</summary>
public sealed class RawZone
{
    private readonly BlobContainerClient container;

    internal RawZone(BlobServiceClient service, IOptions<RawZoneOptions> options) =>
        container = service.GetBlobContainerClient(options.Value.Container);

    /// <summary>True when something is stored at <paramref name="path"/>.</summary>
    /// <param name="path">A path of <see cref="RawPaths"/>.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="StorageUnavailableException">Storage does not answer: transient.</exception>
    /// <exception cref="StorageRejectedException">Storage refuses this service: terminal.</exception>
    public async Task<bool> ExistsAsync(string path, CancellationToken cancellationToken) =>
        await FindAsync(path, cancellationToken) is not null;

    /// <summary>Length and metadata of what is stored at <paramref name="path"/>; null when nothing is.</summary>
    /// <param name="path">A path of <see cref="RawPaths"/>.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="StorageUnavailableException">Storage does not answer: transient.</exception>
    /// <exception cref="StorageRejectedException">Storage refuses this service: terminal.</exception>
    public async Task<RawBlob?> FindAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            BlobProperties found = await container.GetBlobClient(path).GetPropertiesAsync(cancellationToken: cancellationToken);
            var metadata = new Dictionary<string, string>(found.Metadata, StringComparer.OrdinalIgnoreCase);
            return new RawBlob(path, found.ContentLength, metadata) { ETag = found.ETag.ToString(), ContentType = found.ContentType };
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
        catch (Exception failure) when (StorageErrors.IsStorageFailure(failure, cancellationToken))
        {
            throw StorageErrors.Translate($"look-up of {path}", failure);
        }
    }

    /// <summary>The stored bytes, streamed. Dispose the stream.</summary>
    /// <param name="path">A path of <see cref="RawPaths"/>.</param>
    /// <param name="offset">First byte, from 0.</param>
    /// <param name="length">Number of bytes; null for all that follow.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="StorageUnavailableException">Storage does not answer, or nothing is stored there:
    /// transient.</exception>
    /// <exception cref="StorageRejectedException">Storage refuses this service: terminal.</exception>
    public async Task<Stream> OpenReadAsync(string path, long offset, long? length, CancellationToken cancellationToken)
    {
        try
        {
            var options = new BlobDownloadOptions { Range = new HttpRange(offset, length) };
            BlobDownloadStreamingResult result =
                await container.GetBlobClient(path).DownloadStreamingAsync(options, cancellationToken);
            return result.Content;
        }
        catch (Exception failure) when (StorageErrors.IsStorageFailure(failure, cancellationToken))
        {
            throw StorageErrors.Translate($"read of {path}", failure);
        }
    }

    /// <summary>Creates the container when it is missing.</summary>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="StorageUnavailableException">Storage does not answer: transient.</exception>
    /// <exception cref="StorageRejectedException">Storage refuses this service: terminal.</exception>
    public async Task EnsureContainerAsync(CancellationToken cancellationToken)
    {
        try
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
        catch (Exception failure) when (StorageErrors.IsStorageFailure(failure, cancellationToken))
        {
            throw StorageErrors.Translate($"creation of container {container.Name}", failure);
        }
    }

    internal async Task StageAsync(string path, string blockId, ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        try
        {
            await StageOnceAsync(path, blockId, block, cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == StorageErrors.ContainerMissing)
        {
            await EnsureContainerAsync(cancellationToken);
            await StageAsync(path, blockId, block, cancellationToken);
        }
        catch (Exception failure) when (StorageErrors.IsStorageFailure(failure, cancellationToken))
        {
            throw StorageErrors.Translate($"upload of {path}", failure);
        }
    }

    /// <summary>Deletes what is stored at a path, if anything is. For people who are erased; nothing else is ever deleted.</summary>
    internal async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await container.GetBlobClient(path).DeleteIfExistsAsync(
                DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);
        }
        catch (Exception failure) when (StorageErrors.IsStorageFailure(failure, cancellationToken))
        {
            throw StorageErrors.Translate($"deletion of {path}", failure);
        }
    }

    /// <summary>
    /// Makes staged blocks a blob. False when one is there already and must not be replaced, or is not the one that may be.
    /// </summary>
    internal async Task<bool> CommitAsync(RawCommit commit, CancellationToken cancellationToken)
    {
        var options = new CommitBlockListOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = commit.ContentType },
            Metadata = commit.Metadata,
            Conditions = commit switch
            {
                { IfMatch: { } version } => new BlobRequestConditions { IfMatch = new ETag(version) },
                { MayReplace: true } => null,
                _ => new BlobRequestConditions { IfNoneMatch = ETag.All },
            },
        };
        try
        {
            await container.GetBlockBlobClient(commit.Path).CommitBlockListAsync(commit.BlockIds, options, cancellationToken);
            return true;
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == StorageErrors.ContainerMissing)
        {
            await EnsureContainerAsync(cancellationToken);
            return await CommitAsync(commit, cancellationToken);
        }
        catch (RequestFailedException changed) when (changed.Status == 412 && commit.IfMatch is not null)
        {
            return false;
        }
        catch (RequestFailedException taken) when (taken.Status is 409 or 412 && !commit.MayReplace)
        {
            // 409 also means that the account is busy with the blob: only a blob that is there counts.
            return await ExistsAsync(commit.Path, cancellationToken)
                ? false
                : throw StorageErrors.Translate($"commit of {commit.Path}", taken);
        }
        catch (Exception failure) when (StorageErrors.IsStorageFailure(failure, cancellationToken))
        {
            throw StorageErrors.Translate($"commit of {commit.Path}", failure);
        }
    }

    private async Task StageOnceAsync(
        string path, string blockId, ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        using var content = BinaryData.FromBytes(block).ToStream();
        await container.GetBlockBlobClient(path).StageBlockAsync(blockId, content, cancellationToken: cancellationToken);
    }
}
