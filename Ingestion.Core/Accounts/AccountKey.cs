namespace Ingestion.Core.Accounts;

/// <summary>Which account it is, and what decides about the fields that may change.</summary>
/// <param name="AccountId">Its id here.</param>
/// <param name="Platform">A name of <see cref="AccountPlatforms.All"/>.</param>
/// <param name="Source"><c>platform</c> or <c>brightdata</c>.</param>
public sealed record AccountKey(Guid AccountId, string Platform, string Source);
