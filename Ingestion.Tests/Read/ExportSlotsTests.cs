using Ingestion.Core.Read;
using Ingestion.Tests.Crawls;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Read;

[Trait("Category", "Unit")]
public sealed class ExportSlotsTests
{
    private readonly ExportSlots slots = new(Options.Create(new ListOptions { MaxExports = 3, MaxExportsPerCaller = 2 }));

    [Fact]
    public void Take_MoreThanACallerMayHave_IsRefusedForThatCallerOnly()
    {
        Assert.NotNull(slots.TryTake("a"));
        Assert.NotNull(slots.TryTake("a"));

        Assert.Null(slots.TryTake("a"));
        Assert.NotNull(slots.TryTake("b"));
    }

    [Fact]
    public void Take_MoreThanThereAreInAll_IsRefused()
    {
        Assert.All("abc", caller => Assert.NotNull(slots.TryTake(caller.ToString())));

        Assert.Null(slots.TryTake("d"));
    }

    [Fact]
    public void Slot_DisposedTwice_IsFreedOnce()
    {
        IDisposable first = slots.TryTake("a")!;
        slots.TryTake("a");

        first.Dispose();
        first.Dispose();

        Assert.NotNull(slots.TryTake("a"));
        Assert.Null(slots.TryTake("a"));
    }

    [Fact]
    public void Options_Defaults_AreValid()
    {
        ListOptions options = new();

        Assert.Empty(CrawlPlanTests.Faults(options));
        Assert.Equal((16, 4), (options.MaxExports, options.MaxExportsPerCaller));
        Assert.Equal((16_384, TimeSpan.FromSeconds(30)), (options.MinBytesPerSecond, options.RateGrace));
    }

    [Fact]
    public void Options_AllInvalid_NameEachSetting() => Assert.Equal(
        "MaxExports MaxExportsPerCaller MinBytesPerSecond RateGrace",
        CrawlPlanTests.Faults(new ListOptions
        {
            MaxExports = 0,
            MaxExportsPerCaller = 0,
            MinBytesPerSecond = -1,
            RateGrace = TimeSpan.Zero,
        }));
}
