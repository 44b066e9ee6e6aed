using FsCheck;
using FsCheck.Fluent;
using Ingestion.Core.Platforms.X;
using Xunit;

namespace Ingestion.Tests.Limits;

/// <summary>
/// Whatever several hosts ask and report, in whichever order and with whichever faults: a platform that counts what reaches it never counts
/// more than it allows.
/// </summary>
[Trait("Category", "Unit")]
public sealed class LimitPropertyTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(200).WithEndSize(150);

    [Fact]
    public void Tiktok_AnyMinute_HasNoMoreCallsThanItsLimit() => Check(() => new LimitWorld(
        Declared.TikTok(calls: 12), "tiktok", "video/list", (calls, at) => calls.Count(call => call > at.AddMinutes(-1) && call <= at) <= 12));

    [Fact]
    public void YouTube_DayInCalifornia_HasNoMoreUnitsThanItsQuota() => Check(() => new LimitWorld(
        Declared.YouTube(units: 15),
        "youtube",
        "videos.list",
        (calls, at) => calls.Count(call => call.AddHours(-8).Date == at.AddHours(-8).Date) <= 15));

    /// <summary>The windows of the platform are fixed, and nobody knows where; its headers tell.</summary>
    [Fact]
    public void X_QuarterOfAnHour_HasNoMoreCallsThanItsLimit() => Check(() => new LimitWorld(
        Declared.X(new XOptions { UserLookupsPerUser = 9 }),
        "x",
        XLimits.MeEndpoint,
        (calls, at) => calls.Count(call => LimitWorld.QuarterOf(call) == LimitWorld.QuarterOf(at)) <= 9,
        headersFor: 9));

    private static void Check(Func<LimitWorld> create)
    {
        Gen<LimitStep[]> steps = Gen.Choose(0, int.MaxValue - 1).Select(LimitStep.Of).ArrayOf();

        // Away from the threads of the test runner, which this one holds up.
        Prop.ForAll(steps.ToArbitrary(), run => Task.Run(() => create().RunAsync(run)).GetAwaiter().GetResult()).Check(Many);
    }
}
