using System.Data.Common;

namespace Ingestion.Core.Health;

/// <summary>What was counted of an owner's collections in the last 24 hours.</summary>
internal sealed record CollectionFigures(
    long Expected,
    long Completed,
    long Failed,
    long Jobs,
    long JobsFailed,
    long Records,
    long Quarantined,
    double? MedianLagHours,
    double? LongestLagHours,
    double? RunMinutes,
    long CostMicroUsd)
{
    internal static CollectionFigures Read(DbDataReader row) => new(
        row.GetInt64(0),
        row.GetInt64(1),
        row.GetInt64(2),
        row.GetInt64(3),
        row.GetInt64(4),
        row.GetInt64(5),
        row.GetInt64(6),
        row.IsDBNull(7) ? null : row.GetDouble(7),
        row.IsDBNull(8) ? null : row.GetDouble(8),
        row.IsDBNull(9) ? null : row.GetDouble(9),
        row.GetInt64(10));
}
