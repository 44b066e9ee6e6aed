namespace Ingestion.Core.Limits;

/// <summary>What one owner took of a shared limit.</summary>
/// <param name="Units">Let through in the present period.</param>
/// <param name="Wanted">Asked for in the present period, whether let through or not.</param>
/// <param name="Before">Asked for in the period before.</param>
internal sealed record OwnerUse(long Units, long Wanted, long Before);
