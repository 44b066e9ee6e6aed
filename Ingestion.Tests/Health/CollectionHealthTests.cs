using Ingestion.Core.Health;
using Xunit;

namespace Ingestion.Tests.Health;

[Trait("Category", "Unit")]
public sealed class CollectionHealthTests
{
    private static readonly CollectionFigures Good = new(
        Expected: 1000,
        Completed: 1000,
        Failed: 0,
        Jobs: 1000,
        JobsFailed: 0,
        Records: 10_000,
        Quarantined: 10,
        MedianLagHours: 3,
        LongestLagHours: 20,
        RunMinutes: 12,
        CostMicroUsd: 40_000_000);

    [Fact]
    public void Report_AllWell_Is100WithoutRecommendations()
    {
        CollectionReport report = Report(Good);

        Assert.Equal((100, 1, 0), (report.HealthScore, report.CollectionCompletionRate, report.ErrorRate));
        Assert.All(report.Kpis, kpi => Assert.True(kpi.IsMet, kpi.Name));
        Assert.Equal([100, 3, 99.9, 40, 12], report.Kpis.Select(kpi => kpi.Value));
        Assert.Empty(report.Recommendations);
    }

    [Fact]
    public void Report_HalfIsMissing_TakesHalfOfEachPercent()
    {
        CollectionReport report = Report(Good with { Completed = 400, Failed = 200, JobsFailed = 200 });

        Assert.Equal(100 - 10 - 30, report.HealthScore);
        Assert.Equal(4, report.Recommendations.Count);
        Assert.StartsWith("URGENT", report.Recommendations[0], StringComparison.Ordinal);
        Assert.Equal(["collection_reliability"], report.Kpis.Where(kpi => kpi.IsMet == false).Select(kpi => kpi.Name));
    }

    [Fact]
    public void Report_EveryTargetMissed_NamesEach() => Assert.Equal(5, Report(Good with
    {
        JobsFailed = 50,
        Quarantined = 101,
        MedianLagHours = 6,
        RunMinutes = 30,
        CostMicroUsd = 50_000_000,
    }).Recommendations.Count);

    [Fact]
    public void Report_NothingIsExpected_IsNullNotZero()
    {
        CollectionReport report = Report(new CollectionFigures(0, 0, 0, 0, 0, 0, 0, null, null, null, 0));

        Assert.Null(report.HealthScore);
        Assert.All(report.Kpis, kpi => Assert.Null(kpi.IsMet));
        Assert.Single(report.Recommendations);
    }

    private static CollectionReport Report(CollectionFigures figures) => CollectionHealth.Report(figures, [], DateTimeOffset.UnixEpoch);
}
