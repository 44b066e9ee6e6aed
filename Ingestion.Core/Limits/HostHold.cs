namespace Ingestion.Core.Limits;

/// <summary>What one host has of a limit.</summary>
/// <param name="Units">Of calls under way, and leased.</param>
/// <param name="Until">When they count as used although the host never said so (it died).</param>
internal sealed record HostHold(long Units, DateTimeOffset Until);
