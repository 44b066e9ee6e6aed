namespace Ingestion.Core.Limits;

/// <summary>Units that were used at one time.</summary>
/// <param name="At">When they were reported, which is after the platform counted them.</param>
/// <param name="Units">How many.</param>
internal sealed record UsedUnits(DateTimeOffset At, long Units);
