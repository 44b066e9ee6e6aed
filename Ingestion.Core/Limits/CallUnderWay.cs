namespace Ingestion.Core.Limits;

/// <summary>A call that was let through and has not been reported.</summary>
/// <param name="Call">The call.</param>
/// <param name="Since">A timestamp of the host.</param>
internal sealed record CallUnderWay(LimitedCall Call, long Since);
