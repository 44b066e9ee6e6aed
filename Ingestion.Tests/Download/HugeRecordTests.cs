using System.Text;
using Ingestion.Core.Download;
using Ingestion.Tests.Simulators;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Ingestion.Tests.Download;

[Collection(RunsAlone.Name)]
[Trait("Category", "EndToEnd")]
public sealed class HugeRecordTests : DownloadHost
{
    private const long HugeBytes = 500L * 1024 * 1024;

    [Fact]
    public async Task Download_RecordOf500Megabytes_IsSkippedInFlatMemory()
    {
        Provider.Script = SendAsync;
        using var sampling = new CancellationTokenSource();
        var sampler = SampleHeapAsync(sampling.Token);

        var result = await DownloadAsync(Request);

        await sampling.CancelAsync();
        Assert.Equal((SnapshotDownloadStatus.Stored, 3, 2, 1), (result.Status, result.Records, result.Posts, result.SkippedRecords));
        Assert.True(result.PayloadBytes > HugeBytes);
        Assert.InRange(await sampler, 0, HugeBytes / 2);
    }

    private static async Task SendAsync(HttpContext context)
    {
        var body = context.Response.Body;
        var piece = Encoding.ASCII.GetBytes(new string('x', 1024 * 1024));
        await body.WriteAsync("[{\"a\":1},{\"text\":\""u8.ToArray());
        for (long sent = 0; sent < HugeBytes; sent += piece.Length)
        {
            await body.WriteAsync(piece, context.RequestAborted);
        }

        await body.WriteAsync("\"},{\"b\":2}]"u8.ToArray());
    }

    /// <summary>The largest growth of the heap, in bytes; other tests may run beside, so the limit is generous.</summary>
    private static async Task<long> SampleHeapAsync(CancellationToken stop)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        while (!stop.IsCancellationRequested)
        {
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false) - before);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        return most;
    }
}
