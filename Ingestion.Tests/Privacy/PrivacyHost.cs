using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Ingestion.Core.Accounts;
using Ingestion.Core.Normalize;
using Ingestion.Core.Persistence;
using Ingestion.Core.Privacy;
using Ingestion.Core.Registration;
using Ingestion.Tests.Fixtures;
using Ingestion.Tests.Normalize;
using Ingestion.Tests.Persistence;
using Ingestion.Tests.Providers.BrightData;
using Ingestion.Tests.Registration;
using Ingestion.Tests.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Ingestion.Tests.Privacy;

/// <summary>The registered services on a database and a container of their own, with raw files that tests make up.</summary>
public sealed class PrivacyHost : IAsyncLifetime
{
    public const string DatasetId = "gd_lu702nij2f790tmv9h";
    public const string Owner = "acme";

    private readonly PipelineDatabase pipeline = new();
    private readonly string folder = Directory.CreateTempSubdirectory("privacy-").FullName;
    private readonly string containerName = "raw-" + Guid.NewGuid().ToString("N");
    private ServiceProvider host = null!;
    private int snapshots;

    /// <summary>The orchestrations whose history was to be forgotten.</summary>
    internal HashSet<string> Forgotten { get; } = [];

    internal Fixtures.ManualTimeProvider Clock => pipeline.Clock;

    internal RecordedLogs Logs { get; } = new();

    internal Database Database => pipeline.Database;

    internal BlobContainerClient Container { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await pipeline.InitializeAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, "keys.json"), MemoryKeyRingStore.TextOf("k1"));
        string blobs = await AzuriteServer.ConnectionStringAsync();
        Container = new BlobContainerClient(blobs, containerName);
        await Container.CreateAsync();
        ServiceCollection services = new();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(Logs));
        services.AddSingleton<TimeProvider>(pipeline.Clock);
        services.AddIngestion(TestConfiguration.With(
            ("POSTGRES_CONNECTION_STRING", pipeline.ConnectionString),
            ("CREDENTIAL_KEYS_FILE", Path.Combine(folder, "keys.json")),
            ("BLOB_CONNECTION_STRING", blobs),
            ("GCS_BUCKET_RAW_DATA", containerName)));
        host = services.BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await Container.DeleteAsync();
        await pipeline.DisposeAsync();
        Logs.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    internal T Get<T>()
        where T : notnull => host.GetRequiredService<T>();

    /// <summary>A TikTok post of somebody.</summary>
    internal static string Post(string postId, string handle, string profileId, string text) => SampleRecords.With(
        SampleRecords.With(
            SampleRecords.With(
                SampleRecords.TikTokPost.Replace("@motogp", $"@{handle}", StringComparison.Ordinal), "post_id", $"\"{postId}\""),
            "description",
            $"\"{text}\""),
        "profile_id",
        $"\"{profileId}\"")
        .Replace("\"MotoGP\"", $"\"{handle}\"", StringComparison.Ordinal)
        .Replace("MotoGP\\u2122", handle, StringComparison.Ordinal);

    /// <summary>An account as a sign-in makes it, or, not proved, as an owner names it.</summary>
    internal async Task<Guid> ConnectAsync(
        string externalId, string? handle, string owner = Owner, Guid? creatorId = null, bool isProved = true) =>
        (await Get<AccountStore>().AddAsync(
            owner,
            new NewAccount
            {
                Platform = AccountPlatforms.TikTok,
                ExternalId = externalId,
                Handle = handle,
                CreatorId = creatorId,
                IsIdentityProved = isProved,
                Tokens = new AccountTokens { AccessToken = $"canary-token-{externalId}", IssuedAt = DateTimeOffset.UnixEpoch },
            },
            default)).AccountId;

    /// <summary>Stores a raw file and turns it into rows, as a crawl of a page does.</summary>
    internal async Task<Guid> LoadAsync(string raw, string url = "https://www.tiktok.com/tag/race", bool isGzip = false)
    {
        Guid crawlId = await StoreAsync(raw, url, isGzip);
        await NormalizeAsync(crawlId);
        return crawlId;
    }

    internal async Task NormalizeAsync(Guid crawlId)
    {
        await pipeline.ExecuteAsync(
            "update ingestion.crawl_metadata set status = 'normalizing', finished_at = null, attempt = attempt + 1 where crawl_id = @crawlId",
            new { crawlId });
        await Get<NormalizeService>().NormalizeAsync(new NormalizeInput(crawlId), default);
        await pipeline.ExecuteAsync(
            "update ingestion.crawl_metadata set status = 'completed', finished_at = now() where crawl_id = @crawlId", new { crawlId });
    }

    internal async Task<Guid> StartAsync(Guid subjectId, string type = EraseOrder.Account, string owner = Owner) =>
        (await Get<ErasureStore>().StartAsync(owner, new EraseOrder(type, subjectId), default))!.Value;

    /// <summary>One run of the timer.</summary>
    internal Task SweepAsync() => Get<ErasureSweep>().RunAsync(
        (instanceId, _) =>
        {
            Forgotten.Add(instanceId);
            return Task.FromResult(true);
        },
        default);

    internal async Task<Guid> EraseAsync(Guid subjectId, string type = EraseOrder.Account)
    {
        Guid erasureId = await StartAsync(subjectId, type);

        // Other tests on the same server hold the barrier up with their transactions.
        await Eventually.TrueAsync(async () =>
        {
            await SweepAsync();
            return await StageAsync(erasureId) == "completed";
        });
        return erasureId;
    }

    internal Task<string?> StageAsync(Guid erasureId) => Database.ScalarAsync<string>(
        "select stage from ingestion.erasures where erasure_id = @erasureId", new { erasureId }, default);

    internal Task<long> ErasedAsync(Guid erasureId, string kind) => Database.ScalarAsync<long>(
        "select coalesce((erased ->> @kind)::bigint, 0) from ingestion.erasures where erasure_id = @erasureId", new { erasureId, kind }, default);

    /// <summary>Every row of every table, and every blob unfolded: whatever is found here is somewhere.</summary>
    internal async Task<string> EverythingAsync()
    {
        StringBuilder all = new();
        IReadOnlyList<string> tables = await Database.QueryAsync<string>(
            "select table_name from information_schema.tables where table_schema = 'ingestion'", null, default);
        foreach (string table in tables)
        {
            all.Append(await Database.ScalarAsync<string>($"select string_agg(t::text, '') from ingestion.{table} t", null, default));
        }

        await foreach (BlobItem blob in Container.GetBlobsAsync())
        {
            all.Append(await ReadAsync(blob.Name));
        }

        return all.Append(string.Concat(Logs.Lines)).ToString();
    }

    internal async Task<string> ReadAsync(string blobName) => Encoding.UTF8.GetString(await BytesAsync(blobName, isUnfolded: true));

    internal async Task<byte[]> BytesAsync(string blobName, bool isUnfolded = false)
    {
        BlobDownloadResult blob = await Container.GetBlobClient(blobName).DownloadContentAsync();
        byte[] bytes = blob.Content.ToArray();
        if (!isUnfolded || bytes is not [0x1f, 0x8b, ..])
        {
            return bytes;
        }

        using GZipStream gzip = new(new MemoryStream(bytes), CompressionMode.Decompress);
        using MemoryStream unfolded = new();
        await gzip.CopyToAsync(unfolded);
        return unfolded.ToArray();
    }

    internal Task<string?> RawPathAsync(Guid crawlId) => Database.ScalarAsync<string>(
        "select substr(blob_path, strpos(blob_path, '/') + 1) from ingestion.crawl_metadata where crawl_id = @crawlId", new { crawlId }, default);

    internal Task<T?> ScalarAsync<T>(string sql, object? parameters = null) => Database.ScalarAsync<T>(sql, parameters, default);

    internal Task<int> ExecuteAsync(string sql, object? parameters = null) => pipeline.ExecuteAsync(sql, parameters);

    internal Task<long> CountAsync(string tableAndCondition) => pipeline.CountAsync(tableAndCondition);

    private async Task<Guid> StoreAsync(string raw, string url, bool isGzip)
    {
        var crawlId = Guid.CreateVersion7(pipeline.Clock.GetUtcNow());
        string snapshotId = string.Create(CultureInfo.InvariantCulture, $"sd_privacy{++snapshots}");
        string path = $"raw_snapshots/2026/11/21/snapshot_{snapshotId}.json";
        byte[] bytes = isGzip ? Compress(raw) : Encoding.UTF8.GetBytes(raw);
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        await Container.GetBlobClient(path).UploadAsync(
            BinaryData.FromBytes(bytes),
            new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["sha256"] = sha256, ["records"] = "3" } });
        await pipeline.ExecuteAsync(
            """
            insert into ingestion.crawl_metadata (
                crawl_id, dataset_id, platform, url, include_profile_data, crawl_params, request_hash, status, snapshot_id, created_at, updated_at,
                downloading_at, normalizing_at, blob_path, payload_bytes, sha256, record_count, post_count, media_count, error_count, skipped_count)
            values (@crawlId, @DatasetId, 'tiktok', @url, false, jsonb_build_object('url', @url), '', 'normalizing', @snapshotId, @at, @at, @at, @at,
                @blobPath, @length, @sha256, 3, 3, 0, 0, 0);
            insert into ingestion.raw_data_crawl_snapshots (
                snapshot_id, crawl_id, file_path, platform, payload_bytes, sha256, record_count, post_count, media_count, error_count, skipped_count,
                ingestion_timestamp, status)
            values (@snapshotId, @crawlId, @blobPath, 'tiktok', @length, @sha256, 3, 3, 0, 0, 0, @at, 'stored')
            """,
            new
            {
                crawlId,
                DatasetId,
                url,
                snapshotId,
                at = pipeline.Clock.GetUtcNow(),
                blobPath = $"{containerName}/{path}",
                length = (long)bytes.Length,
                sha256,
            });
        return crawlId;
    }

    private static byte[] Compress(string text)
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return compressed.ToArray();
    }
}
