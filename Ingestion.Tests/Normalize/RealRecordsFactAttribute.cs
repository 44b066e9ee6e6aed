using Xunit;

namespace Ingestion.Tests.Normalize;

/// <summary>A test on real records; skipped where there are none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealRecordsFactAttribute : FactAttribute
{
    public RealRecordsFactAttribute() => Skip = RealRecords.Absence;
}
