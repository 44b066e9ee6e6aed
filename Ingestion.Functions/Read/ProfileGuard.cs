using Ingestion.Core.Accounts;
using Ingestion.Functions.Accounts;
using Ingestion.Functions.Http;
using Ingestion.Functions.Owners;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Ingestion.Functions.Read;

/// <summary>
/// The edge of the routes about one profile. It is named as `platform:handle`, for anybody, or by the id of a connected account, for
/// its owner only.
/// </summary>
public sealed class ProfileGuard(AccountStore accounts, OwnerGuard owners, ApiGuard guard)
{
    internal Task<IActionResult> RunAsync(
        HttpRequest request, string accountId, Func<AccountId, Task<IActionResult>> handle, CancellationToken cancellationToken) =>
        Guid.TryParseExact(accountId, "D", out Guid id)
            ? owners.RunAsync(request, async owner =>
                await accounts.FindProfileAsync(owner, id, cancellationToken) is { } profile
                    ? await handle(new AccountId(profile.Platform, profile.Handle) { OnlyOf = profile.OnlyOf })
                    : AccountAnswers.Unknown(id))
            : guard.RunAsync(() => AccountId.TryParse(accountId) is { } account
                ? handle(account)
                : Task.FromResult(NotFound.Profile(accountId)));
}
