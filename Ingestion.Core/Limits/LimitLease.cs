namespace Ingestion.Core.Limits;

/// <summary>What a host may take of one limit without asking.</summary>
/// <param name="Use">The limit.</param>
/// <param name="Free">How much is left of it.</param>
/// <param name="Since">When it was asked for.</param>
internal sealed record LimitLease(LimitUse Use, long Free, LeaseClock Since);
