using System.Text;
using Ingestion.Core.Normalize;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;
using Ingestion.Core.Normalize.Reading;
using Ingestion.Tests.Simulators;
using Xunit;

namespace Ingestion.Tests.Normalize.Reading;

[Collection(RunsAlone.Name)]
[Trait("Category", "Unit")]
public sealed class SnapshotMemoryTests
{
    private const long Megabyte = 1024 * 1024;

    [Fact]
    public async Task Memory_DoesNotGrowWithTheFile()
    {
        byte[] separator = [.. Encoding.UTF8.GetBytes(SampleRecords.FacebookPost), .. "\n"u8];
        using var raw = new GeneratedStream((separator, 100_000));
        var mapper = DatasetMappers.Find("gd_lkaxegm826bjpoo9m5")!;
        var records = new SnapshotRecords(
            mapper, new FieldTally(mapper.Fields), new RecordLimits(), Normalizing.DownloadedAt);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        long posts = 0;
        await foreach (var batch in records.ReadAsync(raw, CancellationToken.None))
        {
            posts += batch.Posts.Count;
            most = posts % 20_000 == 0 ? Math.Max(most, GC.GetTotalMemory(forceFullCollection: true)) : most;
        }

        Assert.Equal(100_000, posts);
        Assert.InRange(most, 0, before + (16 * Megabyte));
    }
}
