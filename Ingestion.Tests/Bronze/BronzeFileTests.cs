using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
using Ingestion.Core.Blobs;
using Ingestion.Core.Bronze;
using Ingestion.Core.Normalize;
using Ingestion.Core.Store;
using Ingestion.Tests.Fixtures;
using Ingestion.Tests.Store;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Bronze;

[Trait("Category", "EndToEnd")]
public sealed class BronzeFileTests : IAsyncLifetime
{
    private static readonly DateOnly Date = new(2026, 11, 21);
    private static readonly LoadInput Input = new()
    {
        SnapshotId = "sd_1",
        CrawlId = Guid.Parse("11111111-2222-3333-4444-555555555555"),
        DatasetId = "gd_1",
        Platform = "facebook",
        MapperVersion = 1,
        Labels = new PostLabels(null, null, null, null),
        At = Records.Start,
    };

    private readonly string container = $"bronze-{Guid.NewGuid():N}";
    private BlobServiceClient service = null!;
    private RawZone zone = null!;

    public async Task InitializeAsync()
    {
        service = new BlobServiceClient(await AzuriteServer.ConnectionStringAsync());
        zone = new RawZone(service, Options.Create(new RawZoneOptions { Container = container }));
    }

    public Task DisposeAsync() => service.GetBlobContainerClient(container).DeleteIfExistsAsync();

    [Fact]
    public async Task Commit_Records_AreLinesInTheirOrder()
    {
        RecordBatch batch = Records.Batch(Records.Post("1"), Records.Post("2", index: 1));
        batch.Profiles.Add(Records.Profile("espn", followers: 5, index: 2));

        BronzeResult result = await WriteAsync(Input, batch);

        byte[] bytes = await ReadAsync(result.Path);
        Assert.Equal("bronze/platform=facebook/date=2026-11-21/snapshot_sd_1.ndjson.gz", result.Path);
        Assert.Equal((bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), 3), (result.PayloadBytes, result.Sha256, result.Records));
        Assert.Equal(["1", "2", "espn"], Lines(bytes).Select(line => Json(line, line.Contains("post_id", StringComparison.Ordinal) ? "post_id" : "handle")));
    }

    [Fact]
    public async Task Commit_Post_HasEveryField()
    {
        BronzeResult result = await WriteAsync(Input, Records.Batch(Records.Post("1", text: "Quote \" ng\u01B0\u1EDDi \U0001F3C0") with { Mentions = ["nba"] }));

        Assert.Equal(
            """
            {"kind":"post","platform":"facebook","post_id":"1","author":{"handle":"espn","id":"100044568393679","name":"ESPN","url":"https://www.facebook.com/ESPN","followers":230000000},"url":"https://www.facebook.com/ESPN/posts/1","published_at":"2023-06-22T05:25:00Z","observed_at":"2026-11-20T08:00:00Z","text":"Quote \" người \uD83C\uDFC0","language":null,"hashtags":["nba","finals"],"mentions":["nba"],"content_type":"photo","media":[{"type":"photo","url":"https://pbs.twimg.com/media/1.jpg","duration_ms":null,"width":640,"height":480}],"counts":{"likes":10,"comments":3,"shares":null,"views":null,"saves":null,"reach":null,"impressions":null,"reactions":{"like":10}},"engagement_rate":0.000006,"is_sponsored":false,"is_repost":null,"origin":{"snapshot_id":"sd_1","crawl_id":"11111111-2222-3333-4444-555555555555","dataset_id":"gd_1","mapper_version":1,"record_index":0,"byte_offset":0,"byte_length":900}}
            """,
            Assert.Single(Lines(await ReadAsync(result.Path))));
    }

    [Fact]
    public async Task Commit_Profile_HasEveryField()
    {
        RecordBatch batch = Records.Profiles(Records.Profile("espn", followers: 5) with
        {
            IsVerified = true,
            Insights = [new AccountInsight("reach", new DateOnly(2026, 11, 18), 9021), new AccountInsight("gain", new DateOnly(2026, 11, 18), -1)],
        });

        BronzeResult result = await WriteAsync(Input, batch);

        Assert.Equal(
            """
            {"kind":"profile","platform":"facebook","handle":"espn","profile_id":null,"name":null,"bio":null,"url":null,"observed_at":"2026-11-20T08:00:00Z","is_verified":true,"followers":5,"following":null,"posts":null,"likes":null,"insights":[{"insight_date":"2026-11-18","metric":"reach","value":9021},{"insight_date":"2026-11-18","metric":"gain","value":-1}],"origin":{"snapshot_id":"sd_1","crawl_id":"11111111-2222-3333-4444-555555555555","dataset_id":"gd_1","mapper_version":1,"record_index":0,"byte_offset":0,"byte_length":900}}
            """,
            Assert.Single(Lines(await ReadAsync(result.Path))));
    }

    [Fact]
    public async Task Commit_SameRecordsInOtherBatches_GivesTheSameBytes()
    {
        Random random = new(7);
        CanonicalPost[] posts = [.. Enumerable.Range(0, 5000).Select(index => Records.Post($"{index}", text: Convert.ToBase64String(Bytes(random)), index: index))];

        BronzeResult whole = await WriteAsync(Input, Records.Batch(posts));
        byte[] first = await ReadAsync(whole.Path);
        BronzeResult split = await WriteAsync(Input, [.. posts.Chunk(37).Select(part => Records.Batch(part))]);

        Assert.Equal(whole, split);
        Assert.Equal(first, await ReadAsync(split.Path));
    }

    [Fact]
    public async Task Commit_NewerMapper_TakesThePlace()
    {
        await WriteAsync(Input, Records.Batch(Records.Post("1")));

        BronzeResult result = await WriteAsync(Input with { MapperVersion = 2 }, Records.Batch(Records.Post("2")));

        Assert.Equal("2", Json(Assert.Single(Lines(await ReadAsync(result.Path))), "post_id"));
    }

    [Fact]
    public async Task Commit_NothingUsable_IsAnEmptyFile()
    {
        BronzeResult result = await WriteAsync(Input);

        Assert.Empty(Lines(await ReadAsync(result.Path)));
    }

    [Fact]
    public async Task Dispose_WithoutCommit_LeavesNothing()
    {
        await using (BronzeFile file = new BronzeFiles(zone).Begin(Input, Date))
        {
            await file.AddAsync(Records.Batch(Records.Post("1", text: new string('x', 10_000_000))), CancellationToken.None);
        }

        Assert.False(await zone.ExistsAsync(RawPaths.Bronze("facebook", Date, "sd_1"), CancellationToken.None));
    }

    private static byte[] Bytes(Random random)
    {
        byte[] bytes = new byte[random.Next(2000)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Json(string line, string field)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        return document.RootElement.GetProperty(field).GetString()!;
    }

    private static string[] Lines(byte[] file)
    {
        using GZipStream gzip = new(new MemoryStream(file), CompressionMode.Decompress);
        using StreamReader reader = new(gzip, Encoding.UTF8);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private async Task<BronzeResult> WriteAsync(LoadInput input, params RecordBatch[] batches)
    {
        await using BronzeFile file = new BronzeFiles(zone).Begin(input, Date);
        foreach (RecordBatch batch in batches)
        {
            await file.AddAsync(batch, CancellationToken.None);
        }

        return await file.CommitAsync(CancellationToken.None);
    }

    private async Task<byte[]> ReadAsync(string path)
    {
        await using Stream stream = await zone.OpenReadAsync(path, 0, null, CancellationToken.None);
        using MemoryStream copy = new();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }
}
