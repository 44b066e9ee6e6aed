namespace Ingestion.Core.Accounts.Connect;

/// <summary>Somebody wants to sign in.</summary>
/// <param name="Owner">Whose accounts it will be about.</param>
/// <param name="Platform">Where; a name of <see cref="AccountPlatforms.All"/>.</param>
/// <param name="CreatorId">The creator that the accounts are to belong to; one of the owner's.</param>
/// <param name="RedirectUri">Where the platform sends the browser back to.</param>
internal sealed record SignInOrder(string Owner, string Platform, Guid? CreatorId, string RedirectUri);
