using Xunit;

namespace Ingestion.Tests.Simulators;

[Trait("Category", "Unit")]
[Collection(RunsAlone.Name)]
public sealed class LargeSnapshotTests
{
    [Fact]
    public async Task LargeSnapshot_Streamed_KeepsMemoryFlat()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerReadyAsync(posts: 200_000);
        using HttpResponseMessage response = await client.DownloadAsync(id);
        await using Stream body = await response.Content.ReadAsStreamAsync();
        byte[] buffer = new byte[128 * 1024];
        long before = GC.GetTotalMemory(forceFullCollection: true);

        long bytes = 0;
        for (int read; (read = await body.ReadAsync(buffer)) > 0;)
        {
            bytes += read;
        }

        Assert.InRange(bytes, 400_000_000, 800_000_000);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 16_000_000);
    }
}
