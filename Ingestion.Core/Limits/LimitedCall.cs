namespace Ingestion.Core.Limits;

/// <summary>One call to a platform, as its limits see it.</summary>
/// <param name="Platform">A name of <see cref="Accounts.AccountPlatforms.All"/>.</param>
/// <param name="JobId">The sync that makes it; of a sign-in, an id that no sync has.</param>
/// <param name="AccountId">The account that is read; of a sign-in, the same id.</param>
/// <param name="Owner">Whose account it is.</param>
/// <param name="Endpoint">The endpoint's name in the platform's <c>Limits</c> class, such as <c>videos.list</c>.</param>
/// <param name="Units">What the call costs at most: quota units at YouTube, resources that it can return at X, else 1.</param>
internal sealed record LimitedCall(string Platform, Guid JobId, Guid AccountId, string Owner, string Endpoint, int Units);
