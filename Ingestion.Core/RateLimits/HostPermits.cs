namespace Ingestion.Core.RateLimits;

/// <summary>Calls that one host may have under way.</summary>
/// <param name="Count">How many.</param>
/// <param name="Until">When they are free again although the host never gave them back (it died).</param>
internal sealed record HostPermits(int Count, DateTimeOffset Until);
