namespace Ingestion.Core.Accounts.Tokens;

/// <summary>The right of one caller to renew the tokens of one version.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Version">The tokens.</param>
/// <param name="LeaseId">The caller.</param>
internal sealed record TokenLease(Guid AccountId, long Version, Guid LeaseId);
