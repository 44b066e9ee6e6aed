using Ingestion.Core.Sync;
using Xunit;

namespace Ingestion.Tests.Sync;

[Trait("Category", "Unit")]
public sealed class CursorWatchTests
{
    [Fact]
    public void Next_PagesThatDiffer_GoOn()
    {
        CursorWatch? watch = CursorWatch.None;
        for (int page = 0; page < 5000; page++)
        {
            watch = watch?.Next($"cursor {page}");
        }

        Assert.Equal(5000, watch?.Total);
    }

    [Fact]
    public void Next_WithoutEnd_EndsAllTheSame()
    {
        CursorWatch? watch = CursorWatch.None;
        int pages = 0;
        for (; watch is not null && pages < 1_000_000; pages++)
        {
            watch = watch.Next($"cursor {pages}");
        }

        Assert.Equal(CursorWatch.MaxPages + 1, pages);
    }

    [Fact]
    public void Next_ACircleOfAnyLengthAfterAnyStart_IsNoticedSoon()
    {
        for (int straight = 0; straight < 60; straight++)
        {
            for (int circle = 1; circle < 60; circle++)
            {
                Assert.InRange(PagesUntilNoticed(straight, circle), straight + circle + 1, (3 * (straight + circle)) + 3);
            }
        }
    }

    private static int PagesUntilNoticed(int straight, int circle)
    {
        CursorWatch? watch = CursorWatch.None;
        int pages = 0;
        for (; watch is not null; pages++)
        {
            watch = watch.Next($"cursor {(pages < straight ? pages : straight + ((pages - straight) % circle))}");
        }

        return pages;
    }
}
