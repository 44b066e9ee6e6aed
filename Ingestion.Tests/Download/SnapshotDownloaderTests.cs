using System.Text;
using Ingestion.Core.Blobs;
using Ingestion.Core.Download;
using Ingestion.Core.Errors;
using Ingestion.Tests.Providers.BrightData;
using Xunit;

namespace Ingestion.Tests.Download;

[Trait("Category", "EndToEnd")]
public sealed class SnapshotDownloaderTests : DownloadHost
{
    [Fact]
    public async Task Download_WholeSnapshot_IsKeptByteForByteWithItsCounts()
    {
        var payload = Payload.Bytes("posts.json");
        Provider.Answers(200, payload);

        var result = await DownloadAsync(Request);

        Assert.Equal((SnapshotDownloadStatus.Stored, RawPath), (result.Status, result.BlobPath));
        Assert.Equal((payload.Length, Sha256(payload)), (result.PayloadBytes, result.Sha256));
        Assert.Equal((8, 5, 10, 1, 1, 1), (result.Records, result.Posts, result.Media, result.ErrorRecords, result.WarningRecords, result.SkippedRecords));
        Assert.Equal(payload, await BlobAsync(RawPath));
        var properties = (await Container.GetBlobClient(RawPath).GetPropertiesAsync()).Value;
        Assert.Equal("application/json; charset=utf-8", properties.ContentType);
        Assert.Equal(Request.CrawlId.ToString(), properties.Metadata["crawl_id"]);
    }

    [Fact]
    public async Task Download_ManyBlocks_AreInOrder()
    {
        var payload = Posts(30 * 1024 * 1024);
        Provider.Answers(200, payload);

        var result = await DownloadAsync(Request);

        Assert.Equal((Sha256(payload), result.Records, result.Records), (result.Sha256, result.Posts, result.Media));
        Assert.Equal(Sha256(payload), Sha256(await BlobAsync(RawPath)));
    }

    [Fact]
    public async Task Download_StoredBefore_AsksNobodyAndRewritesNothing()
    {
        Provider.Answers(200, Payload.Bytes("posts.json"));
        var first = await DownloadAsync(Request);
        Provider.Answers(200, "[]"u8.ToArray());

        var second = await DownloadAsync(Request);

        Assert.Equal(first, second);
        Assert.Single(Provider.Requests);
    }

    [Fact]
    public async Task Download_TwiceAtOnce_StoresOneWholeBlob()
    {
        var payload = Posts(20 * 1024 * 1024);
        Provider.Answers(200, payload);

        var results = await Task.WhenAll(DownloadAsync(Request), DownloadAsync(Request));

        Assert.All(results, result => Assert.Equal((SnapshotDownloadStatus.Stored, Sha256(payload)), (result.Status, result.Sha256)));
        Assert.Equal(Sha256(payload), Sha256(await BlobAsync(RawPath)));
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "[]")]
    [InlineData(400, "Snapshot is empty")]
    public async Task Download_NoRecords_IsStoredEmpty(int status, string body)
    {
        Provider.Answers(status, Encoding.UTF8.GetBytes(body));

        var result = await DownloadAsync(Request with { ExpectedRecords = 0 });

        Assert.Equal((SnapshotDownloadStatus.Stored, 0), (result.Status, result.Records));
        Assert.True(await Zone.ExistsAsync(RawPath, default));
    }

    [Theory]
    [InlineData(202, """{"status":"building","message":"Dataset is not ready yet, try again in 30s"}""", SnapshotDownloadStatus.NotReady)]
    [InlineData(200, """{"status":"building","message":"Dataset is not ready yet, try again in 30s"}""", SnapshotDownloadStatus.NotReady)]
    [InlineData(400, "Snapshot is expired", SnapshotDownloadStatus.Expired)]
    [InlineData(404, "Snapshot does not exist", SnapshotDownloadStatus.NotFound)]
    [InlineData(429, "", SnapshotDownloadStatus.RateLimited)]
    public async Task Download_NotToBeHad_IsAResultAndStoresNothing(int status, string body, SnapshotDownloadStatus expected)
    {
        Provider.Answers(status, Encoding.UTF8.GetBytes(body));

        var result = await DownloadAsync(Request);

        Assert.Equal(expected, result.Status);
        Assert.Equal(expected is SnapshotDownloadStatus.NotReady or SnapshotDownloadStatus.RateLimited, result.RetryAfter > TimeSpan.Zero);
        Assert.False(await Zone.ExistsAsync(RawPath, default));
    }

    [Fact]
    public async Task Download_HtmlPage_IsRetriedAndAtLastKeptForInspection()
    {
        Provider.Answers(200, Payload.Bytes("page.html"));

        await Assert.ThrowsAsync<DownloadInterruptedException>(() => DownloadAsync(Request));
        var result = await DownloadAsync(Request with { LastAttempt = true });

        Assert.Equal((SnapshotDownloadStatus.Invalid, RejectedPath), (result.Status, result.BlobPath));
        Assert.Equal("not JSON: an HTML or XML page at byte 0", result.Reason);
        Assert.Equal(Payload.Bytes("page.html"), await BlobAsync(RejectedPath));
        Assert.False(await Zone.ExistsAsync(RawPath, default));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(12 * 1024 * 1024)]
    public async Task Download_JsonBreaksOff_IsRetriedAndAtLastKeptForInspection(int size)
    {
        var payload = Posts(size).AsSpan()[..^1].ToArray();
        Provider.Answers(200, payload);

        await Assert.ThrowsAsync<DownloadInterruptedException>(() => DownloadAsync(Request));
        var result = await DownloadAsync(Request with { LastAttempt = true });

        Assert.Equal(SnapshotDownloadStatus.Invalid, result.Status);
        Assert.Equal($"not complete: the JSON breaks off at byte {payload.Length}", result.Reason);
        Assert.Equal(Sha256(payload), Sha256(await BlobAsync(RejectedPath)));
        Assert.False(await Zone.ExistsAsync(RawPath, default));
    }

    [Fact]
    public async Task Download_EmptyAlthoughRecordsWereAnnounced_IsNotStored()
    {
        Provider.Answers(200, []);

        await Assert.ThrowsAsync<DownloadInterruptedException>(() => DownloadAsync(Request with { ExpectedRecords = 5 }));
        var result = await DownloadAsync(Request with { ExpectedRecords = 5, LastAttempt = true });

        Assert.Equal(SnapshotDownloadStatus.Invalid, result.Status);
        Assert.False(await Zone.ExistsAsync(RawPath, default));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Download_ConnectionBreaks_IsInterruptedAndStoresNothing(bool hasContentLength)
    {
        var payload = Posts(100_000);
        Provider.Script = async context =>
        {
            context.Response.ContentLength = hasContentLength ? payload.Length + 10 : null;
            await context.Response.Body.WriteAsync(payload);
            await context.Response.Body.FlushAsync();
            context.Abort();
        };

        await Assert.ThrowsAsync<DownloadInterruptedException>(() => DownloadAsync(Request));

        Assert.False(await Zone.ExistsAsync(RawPath, default));
    }

    [Fact]
    public async Task Download_OverTheRecordsOfAPart_IsFetchedInParts()
    {
        await BuildAsync(("Download:RecordsPerPart", "1000"));
        Provider.Script = context => context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(
            context.Request.Path.Value!.EndsWith("/parts", StringComparison.Ordinal)
                ? """{"parts":3}"""
                : $$"""{"post_id":"{{context.Request.Query["part"]}}"}""")).AsTask();

        var result = await DownloadAsync(Request with { ExpectedRecords = 2500 });

        Assert.Equal(3, result.Records);
        Assert.Equal("{\"post_id\":\"1\"}\n{\"post_id\":\"2\"}\n{\"post_id\":\"3\"}", Encoding.UTF8.GetString(await BlobAsync(RawPath)));
        Assert.Equal("/datasets/v3/snapshot/sd_1/parts?format=ndjson&batch_size=1000", Provider.Requests.First());
        Assert.Equal("/datasets/v3/snapshot/sd_1?format=ndjson&batch_size=1000&part=3", Provider.Requests.Last());
    }

    [Fact]
    public async Task Download_StorageAway_IsTransient()
    {
        await BuildAsync(("BLOB_CONNECTION_STRING", "AccountName=x;AccountKey=AAAA;BlobEndpoint=http://127.0.0.1:1/x"));

        await Assert.ThrowsAsync<StorageUnavailableException>(() => DownloadAsync(Request));
    }

    [Fact]
    public async Task Download_WrongStorageKey_IsTerminal()
    {
        var connection = await Ingestion.Tests.Fixtures.AzuriteServer.ConnectionStringAsync();
        await BuildAsync(("BLOB_CONNECTION_STRING", connection.Replace("AccountKey=", "AccountKey=AAAA", StringComparison.Ordinal)));

        var failure = await Assert.ThrowsAsync<StorageRejectedException>(() => DownloadAsync(Request));

        Assert.Equal(ErrorCodes.StorageForbidden, failure.ErrorCode);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/b")]
    public async Task Download_IdThatIsNoFileName_IsRefused(string snapshotId) =>
        await Assert.ThrowsAsync<ArgumentException>(() => DownloadAsync(Request with { SnapshotId = snapshotId }));

    [Fact]
    public async Task OpenRead_Range_GivesTheseBytes()
    {
        Provider.Answers(200, """[{"a":1}]"""u8.ToArray());
        await DownloadAsync(Request);

        await using var stream = await Zone.OpenReadAsync(RawPath, 1, 7, default);
        using var reader = new StreamReader(stream);

        Assert.Equal("""{"a":1}""", await reader.ReadToEndAsync());
        Assert.Equal(RawPath, RawPaths.Snapshot(Request.PathDate, "sd_1"));
    }
}
