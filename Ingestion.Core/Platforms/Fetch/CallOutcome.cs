namespace Ingestion.Core.Platforms.Fetch;

/// <summary>What came of a call.</summary>
/// <param name="Answer">What the platform said, good or not; null when the limits did not let the call through.</param>
/// <param name="Fault">What is wrong with it; null when it is good.</param>
/// <param name="Billed">Resources of the answer that the platform bills by the piece.</param>
internal sealed record CallOutcome(PlatformAnswer? Answer, FetchFault? Fault, int Billed);
