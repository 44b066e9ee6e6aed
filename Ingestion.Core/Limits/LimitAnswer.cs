namespace Ingestion.Core.Limits;

/// <summary>A call that has ended.</summary>
/// <param name="Call">As it was asked for.</param>
/// <param name="Report">What came of it.</param>
/// <param name="IsCounted">False when it was given up before, and counted then.</param>
internal sealed record LimitAnswer(LimitedCall Call, LimitReport Report, bool IsCounted);
